package ingest

// Letters is normalise, for tests.
var Letters = normalise
