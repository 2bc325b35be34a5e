import torch

model = torch.hub.load('facebookresearch/dino:main', 'dino_vits16')
