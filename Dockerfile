# syntax=docker/dockerfile:1
# Two stages: the first has everything and builds, the second has what runs. `docker build -t standin .`
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-fund --no-audit
COPY . .
# --warm starts the server once: the image then carries V8's cached code and starts in a third of the time.
RUN node scripts/build.mjs --warm && npm prune --omit=dev --no-fund --no-audit

FROM node:22-bookworm-slim
ENV NODE_ENV=production STANDIN_DATA=/data
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
COPY --from=build /app/migrations ./migrations
COPY --from=build /app/views ./views
COPY --from=build /app/docs ./docs
COPY --from=build /app/fixtures ./fixtures
RUN install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
EXPOSE 4545 4546
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4545}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/standin.cjs"]
CMD ["start", "--host", "0.0.0.0"]
