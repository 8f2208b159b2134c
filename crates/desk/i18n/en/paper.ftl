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
sheet-card = Cut the card out along the marks and keep it in your wallet, never together with the fob. Your name and login are not on it on purpose.
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

## Letters about a fob.

letter-date = Date of this letter
letter-by = Printed by
letter-sign-person = Received: date, signature
letter-sign-desk = Helpdesk: date, signature
letter-emergency =
    { $n ->
        [one] Emergency code, good once until { $until }
       *[other] Emergency code, good { $n } times until { $until }
    }
letter-emergency-words =
    { $n ->
        [one] For the meantime you were given an emergency code. It works once, until { $until }, and it is not on this paper.
       *[other] For the meantime you were given an emergency code. It works { $n } times, until { $until }, and it is not on this paper.
    }

letter-lost-title = Your fob was reported lost
letter-lost-at = Reported lost
letter-lost-by = Recorded by
letter-lost-body = The fob named above was reported lost, and the helpdesk took it out of use at once: whoever finds it cannot sign in with it.
letter-lost-reason = What was reported: { $reason }
letter-lost-steps = What you do now
letter-lost-codes = Until you have another fob, sign in with a code of your recovery sheet. If you have no sheet, call the helpdesk.
letter-lost-another = Come to the helpdesk for another fob, and bring something that shows who you are.
letter-lost-found = If the lost fob turns up, bring it to the helpdesk. It is checked there and may go back to you.
letter-lost-notice = The helpdesk never calls you to ask for a code
letter-lost-notice-rest = If somebody does, do not answer, and tell the helpdesk.

letter-return-title = Receipt for a returned fob
letter-return-at = Came back
letter-return-by = Taken back by
letter-return-body = The fob named above came back to the helpdesk. It is not yours any more, and its codes are no longer accepted for you.
letter-return-emptied = It was emptied: nothing that was put on it for you is left there.
letter-return-full = It was not emptied yet. That is the helpdesk’s to do; you need do nothing.
letter-return-notice = Keep this receipt
letter-return-notice-rest = It shows that you handed the fob in.

letter-registration-title = Your fob
letter-registration-at = Yours since
letter-registration-by = Given by
letter-registration-body = This fob is yours. It makes codes that show that it is you who signs in.
letter-registration-notice = Lost, stolen or broken?
letter-registration-notice-rest = Tell the helpdesk at once. The fob is then taken out of use, and you get a way in for the meantime.

letter-loaner-title = A fob on loan
letter-loaner-at = Lent on
letter-loaner-by = Lent by
letter-loaner-until = Bring it back by
letter-loaner-body = This fob is lent to you for the meantime. Use it until the time named above; then it goes back to the helpdesk.
letter-loaner-asleep = As long as you have it, your own fob is not accepted. It works again as soon as this one is back.
letter-loaner-back = Bring it back by then, sooner if you have your own fob at hand again. If you need it for longer, call the helpdesk before that time. Lend it to nobody.

letter-how = How to use it
letter-how-slot1 = Plug the fob in, put the cursor into the field for the code, and touch the fob briefly: it types the code.
letter-how-slot2 = Plug the fob in, put the cursor into the field for the code, and keep a finger on the fob for three seconds: it types the code.
letter-how-oath = Plug the fob in, open the program on your computer or telephone that shows its codes, and type the code that stands there.
letter-how-once = Each code works once. Do not press the fob without need: codes that are made and not used bring it out of step. If a code is refused, try once more and then call the helpdesk.
letter-how-carry = Carry the fob with you, do not leave it in the computer, and lend it to nobody.
