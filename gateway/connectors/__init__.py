"""One upstream call: template, codec, shape, cache, send."""
