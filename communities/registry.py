"""Words that pseudonyms are made of: things of weather, forest and home, no names of people. And the trail's words."""

import secrets

from django.utils.translation import gettext_lazy as _

# In each language any first word goes with any second one (in Swedish all second words are en-words).
WORDS = {
    "fi": (
        (
            "Hiljainen Myöhäinen Vaalea Tyyni Varhainen Sininen Lempeä Pehmeä Kirkas Vihreä Rauhallinen Lämmin Leuto "
            "Kesäinen Talvinen Syksyinen Keväinen Aamuinen Iltainen Hämärä Kuulas Raikas Viileä Utuinen Sumuinen "
            "Luminen Huurteinen Kuutamoinen Aurinkoinen Tähtinen Sateinen Tuulinen Pilvinen Sammaleinen Metsäinen "
            "Kallioinen Hiekkainen Puinen Villainen Pellavainen Kuparinen Hopeinen Kultainen Keltainen Punainen "
            "Oranssi Harmaa Ruskea Turkoosi Kirjava Raidallinen Pilkullinen Pyöreä Pieni Kevyt Verkkainen Uninen "
            "Hento Sileä Kaukainen Läheinen Avara Leikkisä Utelias Sitkeä Vakaa Rohkea Ystävällinen Kotoisa Levollinen"
        ),
        (
            "kuusi juna kivi lampi polku sammal kaarna ranta lyhty niitty mänty koivu haapa pihlaja kataja käpy "
            "neulanen oksa lehti mustikka puolukka lakka karpalo sieni kantarelli jäkälä saniainen heinä apila lumme "
            "aalto laituri soutuvene purje majakka saari luoto poukama lahti joki puro lähde harju tunturi kallio "
            "laakso metsä silta portti mökki sauna kynttilä lamppu takka peitto viltti tyyny villasukka lapanen huivi "
            "reppu termospullo kuppi muki teepannu kirja kynä kompassi kartta kello keinu penkki ikkuna raitiovaunu "
            "polkupyörä potkukelkka orava siili majava saukko hirvi joutsen kurki pääsky perhonen sudenkorento "
            "kimalainen"
        ),
    ),
    "sv": (
        (
            "Stilla Sen Ljus Tidig Mild Varm Klar Lugn Grön Mjuk Blå Gul Röd Grå Brun Turkos Gyllene Silvrig Sval "
            "Frisk Solig Snöig Dimmig Regnig Blåsig Molnig Frostig Mossig Sandig Rund Liten Lätt Långsam Späd Slät "
            "Fjärran Öppen Rymlig Lekfull Nyfiken Stadig Tålig Vänlig Modig Prickig Randig Brokig Kvällsljus Månljus "
            "Sommarvarm Vintrig Höstlig Somrig Glittrande Skimrande Viskande Vandrande Vilande Svävande Drömmande "
            "Nynnande Tindrande Lysande Doftande Porlande Susande Gungande Trygg Fridfull Tålmodig"
        ),
        (
            "gran bäck stig mossa vind bark strand lykta himmel äng skog tall rönn kotte gren kvist svamp kantarell "
            "ormbunke klöver näckros våg brygga roddbåt fyr holme vik källa myr klippa dal glänta bro grind stuga "
            "bastu låga lampa brasa filt kudde vante halsduk ryggsäck termos kopp mugg tekanna bok penna kompass "
            "karta klocka gunga bänk spårvagn cykel skida skridsko ekorre igelkott utter älg uggla svan trana fjäril "
            "trollslända nyckelpiga humla snöflinga stjärna droppe regnbåge sjö björk lönn hägg snäcka kastanj"
        ),
    ),
    "en": (
        (
            "Quiet Late Calm Early Blue Gentle Soft Clear Green Warm Mild Mellow Misty Sunny Snowy Frosty Rainy "
            "Breezy Cloudy Mossy Leafy Woolly Linen Copper Silver Golden Yellow Grey Russet Teal Turquoise Striped "
            "Dotted Speckled Round Small Light Slow Tender Smooth Distant Nearby Open Roomy Playful Curious Steady "
            "Sturdy Friendly Brave Cosy Kindly Moonlit Starlit Evening Morning Wandering Resting Drifting Floating "
            "Dreaming Humming Twinkling Glowing Fragrant Rippling Rustling Swaying Patient Nimble Peaceful Simple "
            "Silent Lilac"
        ),
        (
            "spruce train pebble pond path moss wind bark shore lantern cloud meadow pine birch alder cone twig branch "
            "leaf bilberry lingonberry cloudberry cranberry mushroom lichen bracken clover wave jetty rowboat sail "
            "lighthouse island islet cove creek spring stream ridge fell rock valley clearing bridge gate cabin candle "
            "lamp hearth blanket pillow mitten scarf backpack flask cup mug teapot book pencil compass map clock swing "
            "bench tram bicycle sledge squirrel hedgehog otter moose owl swan crane butterfly dragonfly ladybird "
            "bumblebee snowflake star raindrop rainbow lake seashell kettle window sparrow puffin"
        ),
    ),
}

# Addresses of our own that a group's title must not take.
RESERVED_SLUGS = frozenset(
    {
        "new", "propose", "kept", "threads", "invited", "posts", "drafts", "preview", "search", "meetups", "weeks",
        "calendar", "chats", "polls", "interests",
    }
)  # fmt: skip

# What is offered as the rules of a new group; whoever makes the group may change them.
DEFAULT_RULES = {
    "fi": (
        "Ollaan toisillemme ystävällisiä, myös silloin kun olemme eri mieltä.\n"
        "Mitä täällä kerrotaan, jää tänne. Emme ota kuvakaappauksia.\n"
        "Puhumme omasta kokemuksestamme. Neuvoja annetaan, kun joku niitä pyytää.\n"
        "Emme kerro kenenkään nimeä, yhteystietoja tai muuta, mistä hänet tunnistaa.\n"
        "Voit pelkästään lukea. Kukaan ei odota, että kirjoitat.\n"
        "Jos olet huolissasi itsestäsi tai jostakusta toisesta, katso Apua nyt -sivu. Ryhmä ei korvaa apua."
    ),
    "sv": (
        "Vi är vänliga mot varandra, också när vi är av olika åsikt.\n"
        "Det som berättas här stannar här. Vi tar inga skärmbilder.\n"
        "Vi talar om det vi själva har upplevt. Råd ger vi när någon ber om dem.\n"
        "Vi berättar inte någons namn, kontaktuppgifter eller annat som avslöjar vem någon är.\n"
        "Det räcker att läsa. Ingen väntar sig att du ska skriva.\n"
        "Om du är orolig för dig själv eller någon annan, se sidan Hjälp nu. Gruppen ersätter inte hjälp."
    ),
    "en": (
        "We are kind to each other, also when we disagree.\n"
        "What is told here stays here. We take no screenshots.\n"
        "We speak of what we have lived ourselves. Advice is given when somebody asks for it.\n"
        "We tell nobody's name, contact details or anything else that gives a person away.\n"
        "You may just read. Nobody expects you to write.\n"
        "If you are worried about yourself or somebody else, see the page Help now. The group does not replace help."
    ),
}


def suggest_pseudonym(language: str, *, tried: int = 0) -> str:
    """A random pseudonym in the language; from the third try on with a number, so that one is always free."""
    first, second = WORDS.get(language, WORDS["fi"])
    name = f"{secrets.choice(first.split())} {secrets.choice(second.split())}"
    return name if tried < 2 else f"{name} {secrets.randbelow(900) + 100}"


# What the trail tells the person whose data it is.
TRAIL = {
    "join_group": _("You joined a group"),
    "ask_to_join": _("You asked to join a group"),
    "withdraw_request": _("You took back your request to join a group"),
    "accept_request": _("You were let into a group"),
    "decline_request": _("Your request to join a group was declined"),
    "let_member_back": _("You were let back into a group"),
    "remove_member": _("You were removed from a group"),
    "leave_group": _("You left a group"),
    "change_pseudonym": _("You changed your pseudonym in a group"),
    "appoint_host": _("You became a host of a group"),
    "appoint_cohost": _("You became a co-host of a group"),
    "release_cohost": _("You are no longer a co-host of a group"),
    "release_host": _("You are no longer a host of a group"),
    "decline_proposal": _("The group you proposed was declined"),
    "ask_to_edit": _("You were asked to change something you wrote"),
    "renew_feed": _("Your calendar got an address that your own programs can read"),
    "end_feed": _("The address of your calendar was ended"),
    "hide_post": _("A post of yours was hidden"),
    "restore_post": _("A post of yours was shown again"),
    "let_post_through": _("A post of yours was let through"),
    "decline_post": _("A post of yours was not let through"),
    "read_waiting_posts": _("A post of yours that waited was read by those who look after the group"),
    "trust_member": _("Your posts appear at once in a group"),
    "no_longer_trust_member": _("Your posts wait for a host in a group"),
    "mute_member": _("You were asked to only read in a group for a time"),
    "unmute_member": _("You can write in a group again"),
    "block_person": _("You blocked somebody"),
    "take_back_block": _("You took a block back"),
    "read_posts": _("A conversation you write in was read by those who look after the group"),
    "hide_message": _("A message of yours in a theme chat was hidden"),
    "show_message": _("A message of yours in a theme chat was shown again"),
    "mute_guest": _("You were asked to pause in a theme chat"),
    "unmute_guest": _("Your pause in a theme chat ended"),
    "remove_guest": _("You were taken out of a theme chat"),
    "let_guest_back": _("You were let back into a theme chat"),
}
