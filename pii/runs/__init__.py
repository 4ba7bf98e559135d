"""A run over a corpus: shards in, shards out, nothing lost if it is killed; checked afterwards, estimated before."""
