"""The API's description of itself (OpenAPI 3.1), from what reads requests and makes answers."""
