"""Training of the learned reader; needs the extra ``train`` (torch, onnx). Nothing here is used for reading."""
