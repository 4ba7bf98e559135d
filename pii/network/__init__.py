"""The network behind `pii.detectors.encoder`: its bundle and session, texts to windows of tokens, scores to spans."""
