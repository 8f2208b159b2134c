## Counters in step: two codes in a row say what is up with a fob.

sync-note = Two codes in a row, and the desk says what is up
sync-panel = The person and the codes
sync-who = Who has the fob?
sync-code-1 = First code
sync-code-2 = Second code
sync-code-3 = Third code
sync-again = type it again
sync-no-fob = no fob in use
sync-fob = fob { $serial }
sync-nobody = nobody’s

sync-ask-who = Type a name
sync-ask-who-about = When only one person fits, the keyboard goes on by itself. Nobody knows whose fob it is? Press it, or type two of its codes.
sync-ask-alone = Press the fob, or type its first code
sync-ask-alone-about = With two codes in a row the desk finds out whose fob it is.
sync-ask-first = Ask for a code
sync-ask-first-about = One press, and what the fob shows. A code that was refused will do.
sync-ask-second = Now the next code
sync-ask-second-about = One more press of the same fob; or wait until it shows another code.
sync-ask-stopped = Stopped
sync-ask-stopped-about = Nothing was changed. Enter searches again.

sync-searching = Comparing…
sync-searching-about = A fob that is far ahead takes a moment.
sync-compared = { $count } codes compared
sync-stop = Stop
sync-stopping = Stopping…

sync-slip = Look at digit { $digit }: { $typed }, or { $meant }?
sync-slip-swapped = Look at digits { $digit } and { $next }: { $typed }, or { $meant }?

sync-at-ledger = ledger
sync-at-fob = fob
sync-together = No press apart
sync-ahead =
    { $count ->
        [one] 1 press ahead
       *[other] { $shown } presses ahead
    }
sync-behind =
    { $count ->
        [one] 1 press behind
       *[other] { $shown } presses behind
    }
sync-clock-right = The clock is right
sync-clock-true = the right time
sync-side-slow = slow
sync-side-fast = fast
sync-slow =
    { $count ->
        [one] 1 step slow
       *[other] { $shown } steps slow
    }
sync-fast =
    { $count ->
        [one] 1 step fast
       *[other] { $shown } steps fast
    }

sync-certainty-confirmed = Certain.
sync-certainty-likely = Likely, not certain.
sync-certainty-possible = Possible, no more.
sync-chance = By chance it happens once in { $count } times.

sync-swap = Swap them
sync-next = Next person
sync-put = Put its counter in step

sync-warnings = Call them before they call you
sync-warnings-none = Nobody stands out. Whoever is about to be refused is named here.
sync-put-short = Put in step
