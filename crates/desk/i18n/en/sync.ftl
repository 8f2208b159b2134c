### Counters in step: what the codes say, what a fob shows, whose it is. Window and terminal print it.

## What two or three codes in a row say.

sync-same-code-twice = The same code was given twice.
    .now = Ask for one more press, and type the code that comes then.
sync-same-code-clock = The same code was given twice.
    .now = Wait until the code on the fob changes, and type the new one.
sync-in-step = In step: the fob is just where the ledger has it.
    .now = Both codes are spent: sign in with a new one.
sync-moved =
    { $n ->
        [one] In step again: the fob had been pressed once more than the ledger knew.
       *[other] In step again: the fob had been pressed { $n } times more than the ledger knew.
    }
    .now = Both codes are spent: put the server in step too, then sign in with a new code.
sync-moved-perhaps =
    { $n ->
        [one] Probably the fob was pressed once more than the ledger knew; two codes could fit by chance.
       *[other] Probably the fob was pressed { $n } times more than the ledger knew; two codes could fit by chance.
    }
    .now = Ask for one more press, and type the third code.
sync-clock-slow =
    { $n ->
        [one] Put right: the fob's clock is one minute slow.
       *[other] Put right: the fob's clock is { $n } minutes slow.
    }
    .now = Put the server in step too, then sign in with a new code.
sync-clock-fast =
    { $n ->
        [one] Put right: the fob's clock is one minute fast.
       *[other] Put right: the fob's clock is { $n } minutes fast.
    }
    .now = Put the server in step too, then sign in with a new code.
sync-already-used = These codes lie behind: they were used before, or passed over.
    .now = Ask for two new presses, one right after the other, and type both codes.
sync-swapped = The codes were given in the wrong order.
    .now = Type the earlier one first.
sync-skipped-one =
    { $n ->
        [one] One code was left out between the two.
       *[other] { $n } codes were left out between the two.
    }
    .now = Ask again: press, read it out, press once more, read it out.
sync-mistyped = A slip: in code { $code } look at digit { $digit }: is it { $typed }, or { $meant }?
    .now = Have it read out again, and type that code anew.
sync-mistyped-swapped = A slip: in code { $code } digits { $digit } and { $next } seem to have changed places.
    .now = Have it read out again, and type that code anew.
sync-clock-off-slow =
    { $n ->
        [one] The fob's clock is one minute slow: too much to be put right here.
       *[other] The fob's clock is { $n } minutes slow: too much to be put right here.
    }
    .now = Check the date and time of this computer. If they are right, set the fob's clock or give out another fob.
sync-clock-off-fast =
    { $n ->
        [one] The fob's clock is one minute fast: too much to be put right here.
       *[other] The fob's clock is { $n } minutes fast: too much to be put right here.
    }
    .now = Check the date and time of this computer. If they are right, set the fob's clock or give out another fob.
sync-other-fob = These codes are from another fob: { $fob }, of { $name }.
    .now = Ask which fob it is; its serial stands on the back.
sync-other-nobodys = These codes are from another fob, { $fob }, which is nobody's.
    .now = Ask which fob it is; its serial stands on the back.
sync-other-lost = These codes are from the fob { $fob }, which was reported lost.
    .now = Whoever has it must not get in with it. Have it brought to the desk, and decide over it when it is plugged in.
sync-former = These codes are from before the fob { $fob } was last written: it still holds its former secret, or they are old.
    .now = Plug the fob in and give it out anew.
sync-not-found = These codes fit no fob in the ledger.
    .now = Have both read out again, digit by digit. Does the serial on the fob end in { $last }?
sync-unsure = Likely, but two codes could fit by chance.
    .now = Ask for one more press, and type the third code.
sync-server-counter = On the server, the next counter is { $next }.
sync-server-clock = On the server, the clock's offset is { $seconds } seconds.

## What a fob shows without a code.

glance-slot = The slot is in use; where it stands, only a code can tell.
glance-slot-empty = The slot is empty: our secret is gone.
glance-slot-written = Another program has written to a slot since the fob was plugged in: have it pressed.
glance-clock = In step.
glance-counter = Our entry is there; where it stands, only a code can tell.
glance-gone = Our entry is gone.
glance-other = Something else stands in the place of our entry.
glance-unseen = It cannot be looked at just now.
glance-display = Our entry is there; its codes stand on its display only.
glance-display-blind = Its codes stand on its display only; what is on it, the fob does not tell.

## What was found when the fob was asked.

check-in-step = In step.
    .now = Nothing is to be done. The code that was taken is spent.
check-moved =
    { $n ->
        [0] Put in step.
        [one] One ahead, put in step.
       *[other] { $n } ahead, put in step.
    }
    .now = Put the server in step too, if the person cannot sign in.
check-behind = The fob is behind the ledger; nothing was changed.
    .now = Another fob may hold the same secret, or the fob was set back. Give it out anew.
check-rewritten = Rewritten elsewhere: our secret is not on it any more.
    .now = Ask who had the fob, and give it out anew.
check-rewritten-since = Rewritten elsewhere since { $since }: our secret is not on it any more.
check-rewritten-slot = The slot is empty: our secret is not on the fob any more.
check-not-ours = Nothing on this fob is ours.
    .now = Give it out, or take it into the ledger with its secret (fobctl adopt).
check-cannot-tell = Where the slot stands, only a code can tell.
    .now = Press the fob twice, one code right after the other, and put it in step with both (fobctl sync).
check-display = Its codes stand on its display only: nothing was taken from it.
    .now = Read two codes off the display, one after the other, and put it in step with both (fobctl sync).
check-open = A write to this fob was cut off.
    .now = Finish it first: give the fob to the same person again (fobctl issue).

## What the clock of a fob shows.

fob-clock-right = Its clock is right.
fob-clock-slow-seconds = Its clock is { $n } seconds slow.
fob-clock-slow-minutes = Its clock is { $n } minutes slow.
fob-clock-slow-hours = Its clock is { $n } hours slow.
fob-clock-slow-days = Its clock is { $n } days slow.
fob-clock-fast-seconds = Its clock is { $n } seconds fast.
fob-clock-fast-minutes = Its clock is { $n } minutes fast.
fob-clock-fast-hours = Its clock is { $n } hours fast.
fob-clock-fast-days = Its clock is { $n } days fast.

## Whose fob it is.

whose-found = The fob { $fob }, of { $name }.
    .now = Nothing was spent. Put it in step with the same codes, if need be.
whose-likely = Very likely the fob { $fob }, of { $name }.
    .now = One more code makes it certain.
whose-lost = The fob { $fob } was reported lost.
    .now = Keep it, plug it in, and decide over it: give it back, keep it out of use, or retire it (fobctl found).
whose-found-nobodys = The fob { $fob }, which is nobody's.
    .now = Put it back into stock, or give it out.
whose-several = Several fobs could show these codes.
    .now = Ask for one more press, and type the third code as well.
whose-nobodys = No fob in the ledger shows these codes. Looked at: { $searched }.
    .now = Press it twice more, one code right after the other, and type them digit by digit.

## Fobs that are likely to fail.

early-leaves-often =
    { $n ->
        [one] Out of step once, every { $days } days or so; about { $presses } presses a day.
       *[other] Out of step { $n } times, every { $days } days or so; about { $presses } presses a day.
    }
    .now = Call before it happens again, and show how not to press it in the pocket.
early-clock-slow =
    { $n ->
        [one] Its clock is one minute slow, and loses { $seconds } seconds a month.
       *[other] Its clock is { $n } minutes slow, and loses { $seconds } seconds a month.
    }
    .now = Put it in step, or give out another fob.
early-clock-fast =
    { $n ->
        [one] Its clock is one minute fast, and gains { $seconds } seconds a month.
       *[other] Its clock is { $n } minutes fast, and gains { $seconds } seconds a month.
    }
    .now = Put it in step, or give out another fob.
