import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInTest {
  static final String API =
      Optional.ofNullable(System.getenv("STANDIN_URL")).orElse("http://localhost:4545") + "/control/v1";

  static String post(String path, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(API + path)).header("content-type", "application/json");
    var call = request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return HttpClient.newHttpClient().send(call, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void aVerifiedPersonArrivesAtIal2() throws Exception {
    post("/clients", "{\"client_id\": \"shop\", \"redirect_uris\": [\"http://localhost:3000/cb\"]}");
    var answer = post("/sign-in", "{\"person\": \"maria\", \"client_id\": \"shop\", \"scope\": \"openid\", \"exchange\": true}");
    assertTrue(answer.contains("\"ial\":\"2\""), answer);
  }
}
