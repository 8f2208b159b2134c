### What stands on paper: a person's recovery sheet, and the sheet with the ledger's recovery key.
###
### Readers: the person at home without the fob, and whoever opens the safe on a bad day.

## The recovery sheet of a person.

sheet-title = Recovery codes
sheet-lead =
    { $n ->
        [one] One code. It works once, when the fob is not at hand.
       *[other] { $n } codes. Each works once, when the fob is not at hand.
    }
sheet-login = Login
sheet-fob = Fob
sheet-set = Set
sheet-made = Made on
sheet-by = Made by
sheet-until = Valid until
sheet-helpdesk = Helpdesk
sheet-checkpoint = Audit checkpoint
sheet-name-not-printable = The name cannot be printed in these letters; the login stands for it.
sheet-grey = The two grey letters beside a code are not part of it. If the helpdesk asks for the letters of a row, read them out: they show that you hold this sheet, and the code stays unused.
sheet-how-title = How to use a code
sheet-how-1 = Call the helpdesk or go there, and say that you are without your fob.
sheet-how-2 = Read out one code that is not crossed out yet, group by group. There is no letter O and no letter I in it: those are the digits 0 and 1.
sheet-how-2-plain = Read out one code that is not crossed out yet, group by group.
sheet-how-3 = Cross the code out at once, and tick its box. It will not work again.
sheet-how-4 = Keep this sheet apart from the fob, and show it to nobody. The helpdesk never calls you to ask for a code.
sheet-newest-title = Only this newest sheet is valid
sheet-newest = Codes on older sheets no longer work. Destroy those sheets. If this one is lost, tell the helpdesk: you get a new one.
sheet-fob-value = { $model } · serial { $serial }

## The sheet with the recovery key.

key-title = Recovery key
key-lead = Whoever holds this sheet and a copy of the ledger can open the ledger, with everything in it.
key-vault = Ledger
key-made = Made on
key-note = One line without spaces, all letters capital. After the first digit 1 there is no letter B, I or O, and no further digit 1.
key-how-title = How to use it
key-how-1 = Put the last backup of the ledger on a computer with Fobdesk.
key-how-2 = Type the key as one line into a text file, and give that file to Fobdesk as its recovery key.
key-how-3 = Delete the file as soon as the ledger is open, and put this sheet back.
key-how-4 = If there is no Fobdesk any more: the free program “age” opens with this key what was sealed for it (age -d -i FILE).
key-keep-title = Keep it in a safe
key-keep = Make a copy and keep it in another safe place; never keep it beside the computer or a backup. If a sheet is missing, the ledger is no longer safe: tell your administrator at once.
