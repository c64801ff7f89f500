require 'json'
require 'net/http'

API = "#{ENV.fetch('STANDIN_URL', 'http://localhost:4545')}/control/v1".freeze

def post(path, body)
  JSON.parse(Net::HTTP.post(URI(API + path), body.to_json, 'content-type' => 'application/json').body)
end

RSpec.describe 'signing in' do
  it 'brings a verified person at IAL2' do
    client = post('/clients', redirect_uris: ['http://localhost:3000/cb'])
    answer = post('/sign-in', person: 'maria', client_id: client['client_id'], scope: 'openid', exchange: true)
    expect(answer['claims']['ial']).to eq('2')
  end
end
