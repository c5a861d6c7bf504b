"""Diphone voices of other languages, made to speak English: more mouths for the ears to learn from.

Free English voices come from seven people only. The recordings of nine more, Czech, Italian, Finnish and Hindi, lie in
Debian as festival's diphone databases; here English phones are said with the nearest sounds of theirs, so the accent is
strong. The tenth, don, is British, and free where the lexicon that his own front end needs is not. Durations and melody
are those of festival's American voice. RHVoice's Russian, Ukrainian and Kyrgyz speakers read English by themselves,
with the sounds of their languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ForeignVoice:
    """A diphone database below festival's voices, its accent, and how high the person speaks [Hz]."""

    group: str
    phones: dict[str, str]
    hz: float
    donovan: bool = False  # spoken by festival's older diphone module, whose files are of another format


def _accent(silence: str, sounds: str) -> dict[str, str]:
    """From "aa=a: aw=a,u ...": what festival's American phones become; two sounds are the halves of one."""
    table = dict(entry.split("=") for entry in sounds.split())
    same = {phone: phone for phone in "b d f g k l m n p r s t v z".split()}
    return {"pau": silence, "h#": silence, "brth": silence} | same | table


CZECH = _accent(
    "#",
    "aa=a: ae=e ah=a ao=o: aw=a,u ax=e axr=e,r ay=a,i eh=e er=e,r ey=e,i ih=i iy=i: ow=o,u oy=o,i uh=u uw=u: ch=c~ "
    "jh=dz~ dh=d dx=d el=e,l em=e,m en=e,n hh=h hv=h nx=n ng=n sh=s~ zh=z~ th=t w=u y=j",
)
ITALIAN = _accent(
    "#",
    "aa=a1 ae=E1 ah=a ao=O1 aw=a1,u ax=a axr=E,r ay=a1,i eh=E1 er=e1,r ey=e1,i ih=i iy=i1 ow=o1,u oy=O1,i uh=u uw=u1 "
    "ch=tS jh=dZ dh=d dx=d el=e,l em=e,m en=e,n hh=# hv=# nx=n ng=n sh=S zh=dZ th=t w=u y=i",
)
_FINNISH = (
    "aa=a: ae=@ ah=a ao=o: aw=a,u ax=7 axr=7,r ay=a,i eh=e er=7:,r ey=e,i ih=i iy=i: ow=o,u oy=o,i uh=u uw=u: ch=t,s "
    "jh=d,j dh=d dx=d el=e,l em=e,m en=e,n hh=h hv=h nx=n ng=n y=j z=s "
)
FINNISH_WOMAN = _accent("#", _FINNISH + "sh=s zh=s th=t w=u")
FINNISH_MAN = _accent("#", _FINNISH + "sh=S zh=S th=T w=w")
HINDI = _accent(
    "pau",
    "aa=aa ae=ay ah=a ao=aw aw=aa,uh ax=a axr=a,r ay=aa,ih eh=eh er=a,r ey=ee ih=ih iy=iy ow=oo oy=aw,ih uh=uh uw=uw "
    "ch=ch jh=j dh=dh dx=D el=a,l em=a,m en=a,n hh=h hv=h nx=n ng=n sh=sh zh=sh th=th w=v y=y t=T d=D z=s",
)

_BRITISH = (
    "aa=ar ae=aa ah=u ao=aw aw=ou ax=a axr=er ay=ie dx=t eh=e el=l em=m en=n er=er ey=ai hh=h hv=h ih=i iy=ee jh=j "
)
BRITISH = _accent("#", _BRITISH + "nx=n ow=oa oy=oi uh=oo uw=uu")

FOREIGN = {
    "dita": ForeignVoice("czech/czech_dita/group/dita.group", CZECH, 195),
    "krb": ForeignVoice("czech/czech_krb/group/krb.group", CZECH, 240),
    "machac": ForeignVoice("czech/czech_machac/group/machac.group", CZECH, 110),
    "ph": ForeignVoice("czech/czech_ph/group/ph.group", CZECH, 110),
    "lp": ForeignVoice("italian/lp_diphone/group/lp_diphone.group", ITALIAN, 190),
    "pc": ForeignVoice("italian/pc_diphone/group/pc_diphone.group", ITALIAN, 110),
    "lj": ForeignVoice("finnish/suo_fi_lj_diphone/group/ljlpc.group", FINNISH_WOMAN, 190),
    "mv": ForeignVoice("finnish/hy_fi_mv_diphone/group/mvlpc.group", FINNISH_MAN, 105),
    "nsk": ForeignVoice("hindi/hindi_NSK_diphone/group/NSKlpc.group", HINDI, 120),
    "don": ForeignVoice("english/don_diphone/diphlocs.txt", BRITISH, 125, donovan=True),
}

ACCENTED = {
    "aleksandr": "Russian", "anna": "Russian", "elena": "Russian", "irina": "Russian",
    "anatol": "Ukrainian", "natalia": "Ukrainian", "azamat": "Kyrgyz", "nazgul": "Kyrgyz",
}  # fmt: skip
"""RHVoice speakers of other languages that may be built upon (LGPL), and their languages."""


def scheme_of(name: str, voices: str) -> str:
    """Commands after which festival's American front end speaks through the database of `name`."""
    return (_donovan if FOREIGN[name].donovan else _unisyn)(name, voices)


def _donovan(name: str, voices: str) -> str:
    """As `scheme_of`: phones are renamed to Holmes's just before they sound, and the phone set with them."""
    voice, folder = FOREIGN[name], Path(voices) / Path(FOREIGN[name].group).parent
    table = " ".join(f'("{phone}" "{sound}")' for phone, sound in voice.phones.items())
    chosen = "(PhoneSet.select '{0})(Parameter.set 'PhoneSet '{0})"
    return (
        f"(require 'holmes_phones)(require_module 'donovan)(PhoneSet.select 'radio)(set! foreign_phones '({table}))"
        f"(define (foreign_synth utt) {chosen.format('holmes')}"
        " (mapcar (lambda (s) (let ((m (assoc_string (item.name s) foreign_phones)))"
        " (if m (item.set_feat s 'name (cadr m))))) (utt.relation.items utt 'Segment))"
        f" (Donovan_Synthesize utt) {chosen.format('radio')} utt)"
        f'(Donovan_Init (list (list \'index_file "{folder}/diphlocs.txt")'
        f' (list \'diphone_file "{folder}/lpcdiphs.bin")))'
        "(Parameter.set 'Synth_Method foreign_synth)(set! after_synth_hooks nil)"
    )


def _unisyn(name: str, voices: str) -> str:
    """As `scheme_of`: a diphone names the last half of a phone ("left") and the first half of the next ("right")."""
    voice = FOREIGN[name]
    halves = {phone: sound.split(",") for phone, sound in voice.phones.items()}
    table = " ".join(f'("{phone}" "{sounds[-1]}" "{sounds[0]}")' for phone, sounds in halves.items())
    silence = voice.phones["pau"]
    return (
        f"(set! foreign_phones '({table}))"
        "(define (foreign_fix utt) (mapcar (lambda (s) (let ((m (assoc_string (item.name s) foreign_phones)))"
        ' (if m (begin (item.set_feat s "us_diphone_left" (cadr m))'
        ' (item.set_feat s "us_diphone_right" (car (cddr m)))))))'
        " (utt.relation.items utt 'Segment)) utt)"
        f'(us_diphone_init (list \'(name "{name}") (list \'index_file "{voices}/{voice.group}")'
        f' \'(grouped "true") \'(default_diphone "{silence}-{silence}")))'
        f'(us_db_select "{name}")(set! UniSyn_module_hooks (list foreign_fix))'
        "(set! after_synth_hooks nil)"  # the American voice is made louder there
    )
