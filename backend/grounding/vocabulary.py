"""The words that questions are made of, in general: no word here is about one person.

`STOP_WORDS` say nothing about the subject, `WEAK_WORDS` little.
"""

# ruff: noqa: E501, SIM905 (tables read better as running text)

STOP_WORDS = frozenset(
    """
a about above after again all also am an and any anything are as ask at be because been before being
but by can could d did do does doing done during each else ever every few for from further get
give given go good got had has have having he her here hers him his how i if in into is it its just
know let like ll m many may me more most much my no nor not now of off ok on once one only or other
our out over own behind beyond between within without via per please quite really s same see she should since so some somebody someone something such
t tell than thank thanks that the their them then there these they thing things this those through
to too under until up us usually ve very was we well were what when where which while who whom whose
why will with would yet you your yours yourself u r ur whats wheres hows whos im youre dont didnt id hi hello hey please pls
list called without any anybody anyone everything here's there's that's who's what's where's how's i'd i'm
you're you've don't didn't can't it's
der die das den dem des ein eine einen einem einer und oder aber nicht du dein deine deinen deiner
dich dir ich mein ist sind war bist hast hat haben wie was wo wann wer warum welche welcher welches
mit von zu zum zur im am auf für über bei aus nach machst macht kann kannst können könnte mir gerne gern alles sonst noch mal man sie ihr ihre ihren ihrem sehr
welchen welchem diese dieser dieses zum mich bitte etwas gibt es
le la les un une des du de et ou mais ne pas tu ton ta tes toi vous votre vos je mon ma mes est es
êtes sont as avez que qui quoi quel quelle quels quelles où quand comment pourquoi avec dans sur par
pour au aux ce cette moi
el los las una uno y o pero tú tu tus usted su sus yo mi eres es son has ha qué que quién cuál dónde
cuándo cómo con en por para del al me te
il lo gli i una e ma non sei sono hai ha che chi cosa dove quando come perché con per di del della
o os as um uma e mas não você seu sua é são tem onde quando como com em no na do da
het een en of maar niet jij je jouw ik ben bent hoe wat waar wanneer wie met van voor
""".split()
)

WEAK_WORDS = frozenset(
    """
able actually answer ask become better big bring build built call came care change come current
currently day days different do does enjoy feel find first follow get happen happy have help hold
keep kind last learn learned like long look lot made main make mean mention moment most name need
new nowadays old part past people play present proud put read right say show start started still take
talk think time today try two type use used using want way week went work worked working works world
year years exactly describe explain recent recently best biggest interesting
serve run cover join joined lead led leave left attend attended teach travel prefer handle choose choose chosen pick favor support offer include consist
known own owned visited visit hear heard currently previously happened got gotten kinds type sort main great greatest good
well favourite favorite number details info information list some important special key responsibilities responsibility
background area field place exact ways love loved likes usual typical typically there name's spend spent
call calls employ been join joining colleague quick short brief bit little story during everything experience experienced win won wins receive received originally
understand recommend suggest child house somewhere nice wonder wondering curious maybe especially personally
regularly often usually sometimes always never anywhere currently possible simply possibly roughly
begin began begun end ended ends finish finished stop stopped stay stayed remain remained continue decide decided plan hope
expect consider believe suppose seem appear discuss share shared manage managed deal face faced create created develop developed
produce perform provide achieve gain gained obtain complete completed pass passed carry set turn turned let allow involve involved
relate concern matter wish switch switched change changed improve reduce increase return bring brought lie lies rank rate
top core primary basic easy easiest simple hard difficult tough strong strongest long short large small huge tiny bad cool fine
early late latest newest oldest second final next previous former main whole full total real true certain sure clear specific
particular general common usual normal regular special similar several various actual side piece point fact reason idea example
case life month months week weeks far able allowed willing ready glad please hand briefly precisely actually further
anyone anybody around along together already yes yeah yep nope cause wanna gonna gotta lemme tho cuz wat wot abt remember besides called named into hear person walk relevant overview summary outline summarise summarize
""".split()
)
