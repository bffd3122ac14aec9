"""How a question goes back to what was said: what came before or after it, and more of it."""

import re

BEFORE = re.compile(
    r"\bbefore (?:that|then|this)\b|\bpreviously\b|\bprior to that\b|\bwhat (?:\w+ )?before\W*$"
    r"|^\W*(?:and )?before\W*$|\bdavor\b|\bavant\b|\bantes\b",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\bafter (?:that|then|this)\b|\bafterwards\W*$|^\W*(?:and )?(?:after|then|next)\W*$"
    r"|\b(?:came|come|comes|did you do|was|happened) next\W*$|\bdanach\b|\bensuite\b|\bdespués\b",
    re.IGNORECASE,
)
MORE = re.compile(
    r"^\W*(?:and\s+|und\s+)?"
    r"(?:(?:please\s+)?(?:tell|say)\s+(?:me\s+)?(?:a\s+bit\s+)?more"
    r"(?!\s+(?:about|on)\s+(?!that\b|it\b|this\b))"
    r"|(?:what|anything|something)\s+else\W*$|more\W*$|why\W*$|how so|go on|continue|keep going"
    r"|really\W*$"
    r"|and then\W*$|was noch|mehr\W*$|warum\W*$|pourquoi\W*$|por qué\W*$)",
    re.IGNORECASE,
)
BACK = re.compile(
    r"\b(?:that|this|it|there|they|them|these|those|he|she|one|ones)\b"
    r"|^\W*(?:and|but|so|since when|until when)\b",
    re.IGNORECASE,
)
