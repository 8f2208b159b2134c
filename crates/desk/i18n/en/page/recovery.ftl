## Somebody has no fob at hand: codes of the sheet, a lost fob, some days without one.

recovery-note = For somebody who has no fob at hand
recovery-panel = The person and a code
recovery-who = Who is it?
recovery-side = How { $name } stands
recovery-no-fob = no fob
recovery-next = Next person
recovery-bare = A fob, but no valid sheet: if it is lost, nobody gets in.
recovery-bare-short = no valid sheet
recovery-codes-off = Recovery codes are not used here: a house rule says so.

recovery-ask-who = Type a name
recovery-ask-who-about = When only one person fits, the keyboard goes on by itself.
recovery-ask-code = Ask for a code
recovery-ask-code-about = Any row of the recovery sheet that is not crossed out, or an emergency code. No code? Choose what happened: F7 a fob is lost, F8 some days without one.

recovery-code = Recovery code
recovery-code-hint-symbols = Fifteen letters and digits of the sheet, or the ten digits of an emergency code. Dashes and capitals do not matter.
recovery-code-hint-bitrix = Eight letters and digits of the sheet, or the ten digits of an emergency code. Dashes and capitals do not matter.
recovery-code-hint-digits = The twenty digits of the sheet, or the ten of an emergency code. Dashes do not matter.
recovery-code-at = Have character { $place } read out again, and type over it.
recovery-code-length =
    { $count ->
        [one] One character is there. A row of the sheet has { $wanted }, an emergency code 10.
       *[other] { $count } characters are there. A row of the sheet has { $wanted }, an emergency code 10.
    }

recovery-accepted = Accepted
recovery-accepted-row =
    { $left ->
        [0] Row { $row } is spent, and it was the last one: make a new sheet.
        [one] Row { $row } is spent: cross it out. One code is left.
       *[other] Row { $row } is spent: cross it out. { $left } codes are left.
    }
recovery-accepted-emergency =
    { $left ->
        [0] An emergency code. It is spent now.
        [one] An emergency code. It can be used once more.
       *[other] An emergency code. It can be used { $left } more times.
    }
recovery-used = Row { $row } was used before
recovery-used-emergency = This emergency code was used before
recovery-used-when = It was used on { $at }.
recovery-used-now-row = Each code works once. Ask for another row; if nobody remembers using this one, make a new sheet.
recovery-used-now-emergency = Ask for a row of the sheet instead.
recovery-void = This code is void
recovery-void-when = It is from the sheet of { $at }.
recovery-void-now-row = It stands on an old sheet: only the newest one is valid.
recovery-void-now-emergency = Its time is over, or the fob is back.
recovery-mistyped = Mistyped
recovery-mistyped-at = Mistyped: look at character { $place }
recovery-mistyped-now = Have it read out again. A slip does not count as a wrong code.
recovery-wrong = This is no code of { $name }
recovery-wrong-now = Check the name, then the sheet: its name and set stand at the top. Let nobody in with this code.
recovery-throttled = Too many wrong codes
recovery-throttled-now = Nothing is checked until { $at }, so that nobody can guess. If it goes on, make a new sheet for the person in the flesh.
recovery-throttled-set = Nothing is checked for this sheet any more. Make a new one for the person in the flesh.

possess-ask = Is the sheet at hand?
possess-row = Ask for the grey letters in row { $row }
possess-letters = Two grey letters
possess-about = They stand beside the code, on the sheet { $set }. No code is spent, and a right answer lets nobody in.
possess-right = The sheet is at hand
possess-right-now = The letters of row { $row } are right. It lets nobody in: for that, ask for a code.
possess-wrong = These letters are wrong
possess-wrong-now = They do not stand in row { $row } of the sheet { $set }. It counts as a wrong code. Check the name, and whether it is the newest sheet.
possess-asked-all = Every row was asked before
possess-asked-all-now = Each row is asked once. Check a code instead, or make a new sheet.

recovery-sheet-again = A new sheet (the present one becomes void)

recovery-lost = The fob is lost
recovery-lost-about = It is out of use at once, for good or until it is found.
recovery-lost-about-one = Fob { $serial } is out of use at once, for good or until it is found.
recovery-nothing-to-lose = No fob is in use that could be lost.
recovery-which = Which fob?
recovery-lost-reason = What happened?
recovery-emergency-wants = Emergency code
recovery-emergency-about = Ten digits for the meantime. They are shown once.
recovery-emergency-uses = Uses
recovery-emergency-minutes = Minutes
recovery-lose = Take it out of use
recovery-lose-code = Take it out of use, show the code
recovery-lost-done = Fob { $serial } is out of use.

emergency-title = Emergency code for { $name }
emergency-until =
    { $uses ->
        [one] Works once, until { $until }.
       *[other] Works { $uses } times, until { $until }.
    }
emergency-ends = It dies as soon as the fob is back.
emergency-once = It is shown this one time. Read it out, or write it down for the person who stands before you.
emergency-done = hides it for good
digit-0 = zero
digit-1 = one
digit-2 = two
digit-3 = three
digit-4 = four
digit-5 = five
digit-6 = six
digit-7 = seven
digit-8 = eight
digit-9 = nine

recovery-days = Some days without a fob
recovery-days-about = No codes are asked for until then. It ends by itself, to the minute.
recovery-days-reason = Why?
recovery-days-how-long = For how long?
recovery-days-count =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
recovery-days-good = For good
recovery-days-good-about = until somebody ends it
recovery-days-hint = Press the number of days (0 for ten), or click.
recovery-without = Without a fob
recovery-days-none = Codes are asked for, as usual.
recovery-days-do = Do without for some days
recovery-days-longer = Change how long
recovery-days-done = { $name } does without until { $until }.
recovery-days-done-good = { $name } does without until somebody ends it.
recovery-suspended-why = { $reason } · { $by }, { $at }
recovery-resume = End it now
recovery-resumed = { $name } needs a fob again from now on.

reason-usual = The usual reasons
reason-hint = It stands in the history, with your name.
reason-missing = A few words are needed: they stand in the history.
reason-lost = Lost
reason-stolen = Stolen
reason-broken = Broken
reason-left = Left in …
reason-home = Left at home
reason-waits = Waits for a new fob
reason-travels = Travels without it

## Another fob, how it is known who asks, what is undone, what to think of.

known-title = How do you know that it is the person?
known-missing = Say how you know that it is the person, or ask for a code first.
known-card = Seen with an ID card
known-called = Called back on a known number
known-colleague = A colleague vouches
known-code = A code was accepted at { $at }

recovery-undo = Undo
recovery-undone = Fob { $serial } is as it was before.

recovery-another = Another fob
recovery-another-replace = Plug the new fob in. It gets what the old one had, and the old one is out of use as soon as the new one is proven. With no fob plugged in, it is noted that one is owed.
recovery-another-lend = Plug a fob in that nobody has. The person’s own fobs sleep until it is back.
recovery-another-which = What for?
recovery-another-instead = Instead of { $serial }
recovery-another-days = For some days
recovery-another-longer = Lend it longer
recovery-another-count = Days
recovery-another-last = Last four digits of the new fob’s serial: what is on it may be lost
recovery-another-do-replace = Replace it
recovery-another-do-lend = Lend it
recovery-another-doing = Writing… touch the fob if it blinks
recovery-replaced = Fob { $serial } is given in the place of { $old }.
recovery-another-waits = Fob { $serial } is written in the place of { $old }. Press it at the bench to prove it.
recovery-owed = No fob is plugged in: one is owed in the place of { $old }.
recovery-lent = Fob { $serial } is on loan until { $until }. The own fobs sleep until it is back.
recovery-lending = Fob { $serial } is written. Press it at the bench to prove it, then it is on loan.

remind-title = To think of
remind-more =
    { $count ->
        [one] One more
       *[other] { $count } more
    }
remind-bare =
    { $count ->
        [one] One person has a fob and no valid sheet.
       *[other] { $count } people have a fob and no valid sheet.
    }
