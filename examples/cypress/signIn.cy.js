// Cypress.env('STANDIN_URL') or http://localhost:4545: npx standin start, then npx cypress run
const api = (method, path, body) =>
  cy
    .request({
      method,
      url: `${Cypress.env('STANDIN_URL') ?? 'http://localhost:4545'}/control/v1${path}`,
      body,
    })
    .its('body');

it('signs a person in through the pages', () => {
  api('POST', '/people', { authenticators: ['password'] }).then(({ email, password }) => {
    cy.visit(`${Cypress.env('STANDIN_URL') ?? 'http://localhost:4545'}/signin`);
    cy.get('[data-testid=email]').type(email);
    cy.get('[data-testid=password]').type(password, { log: false });
    cy.get('[data-testid=submit]').click();
    cy.location('pathname').should('eq', '/account');
    cy.get('[data-testid=email]').should('contain', email);
  });
});
