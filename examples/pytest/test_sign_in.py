# standin exec -- pytest test_sign_in.py  (or set STANDIN_URL)
import json
import os
from urllib.request import Request, urlopen

API = os.environ.get("STANDIN_URL", "http://localhost:4545") + "/control/v1"


def post(path, body):
    request = Request(API + path, json.dumps(body).encode(), {"content-type": "application/json"})
    return json.load(urlopen(request))


def test_a_verified_person_arrives_at_ial2():
    person = post("/people", {"ial": 2, "authenticators": ["password", "totp"]})
    client = post("/clients", {"redirect_uris": ["http://localhost:3000/cb"]})
    request = {"person": person["id"], "client_id": client["client_id"], "scope": "openid"}
    assert post("/sign-in", {**request, "exchange": True})["claims"]["ial"] == "2"
