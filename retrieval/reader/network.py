"""The network that reads: a transformer over question and passage with two heads, start and end of the answer.

The first token stands for "nothing answers" (Devlin et al. 2019, arXiv:1810.04805, section 4.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from transformers import BertModel

from embeddings.encoding.model_files import SHIPPED, model_folder
from retrieval.reader.tokens import NOT_ALLOWED, paired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from retrieval.reader.examples import Example

_FIXED_LAYERS = 2
"""Of six."""


class SpanNetwork(torch.nn.Module):
    """Gives each token its logit to begin and to end the answer."""

    def __init__(self) -> None:
        """Begin with the weights of the shipped encoder, and heads that know nothing."""
        super().__init__()
        # Eager attention is a third faster on one core at these lengths. No dropout: hardly an example is seen twice.
        self.transformer = BertModel.from_pretrained(
            str(model_folder(SHIPPED)),
            attn_implementation="eager",
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.heads = torch.nn.Linear(self.transformer.config.hidden_size, 2)
        torch.nn.init.normal_(self.heads.weight, std=0.02)
        torch.nn.init.zeros_(self.heads.bias)
        # The words and the two lowest layers know more than the examples hold; without them a step costs a third less.
        for part in (self.transformer.embeddings, *self.transformer.encoder.layer[:_FIXED_LAYERS]):
            part.requires_grad_(False)  # noqa: FBT003 - PyTorch's own signature

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Return the logits. *Shape:* (texts, tokens, 2)."""
        states = self.transformer(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        logits: torch.Tensor = self.heads(states)
        return logits


class Batch:
    """Examples as the network reads them, and the tokens at which their answers begin and end."""

    def __init__(self, examples: Sequence[Example], tokenizer: Tokenizer, device: str = "cpu") -> None:
        pairs = paired([(example.question, example.passage) for example in examples], tokenizer)
        features = pairs.features
        self.inputs = {name: torch.from_numpy(matrix).to(device) for name, matrix in features.items()}
        self.forbidden = torch.from_numpy(~pairs.allowed).to(device)
        bounds = [pairs.tokens_of(row, example.answers) for row, example in enumerate(examples)]
        self.bounds = torch.tensor(bounds, device=device)

    def __len__(self) -> int:
        return len(self.bounds)


def loss_of(network: SpanNetwork, batch: Batch) -> torch.Tensor:
    """Return the sum over the examples of the cross-entropy of the answer's first token and of its last."""
    logits = network(**batch.inputs).float().masked_fill(batch.forbidden.unsqueeze(-1), NOT_ALLOWED)
    cross_entropy = torch.nn.functional.cross_entropy
    begins, ends = (cross_entropy(logits[..., side], batch.bounds[:, side], reduction="sum") for side in (0, 1))
    return (begins + ends) / 2
