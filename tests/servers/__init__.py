"""Real servers, started by the tests on loopback: what nobody here wrote decides whether we understood it."""
