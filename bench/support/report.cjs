// Loaded into a server before anything else: tells its parent how much CPU and memory it has used, when asked.
process.on('message', () =>
  process.send({ cpu: process.cpuUsage(), memory: process.memoryUsage.rss() }),
);
