"""The history in SQLite: migrations, the store, the queries. It knows neither crawler nor tracker."""
