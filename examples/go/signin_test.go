package signin

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
)

func post(t *testing.T, path, body string) (answer map[string]any) {
	url := os.Getenv("STANDIN_URL")
	if url == "" {
		url = "http://localhost:4545"
	}
	response, err := http.Post(url+"/control/v1"+path, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestAVerifiedPersonArrivesAtIAL2(t *testing.T) {
	post(t, "/clients", `{"client_id": "shop", "redirect_uris": ["http://localhost:3000/cb"]}`)
	answer := post(t, "/sign-in", `{"person": "maria", "client_id": "shop", "scope": "openid", "exchange": true}`)
	if claims, _ := answer["claims"].(map[string]any); claims["ial"] != "2" {
		t.Fatalf("no IAL2: %v", answer)
	}
}
