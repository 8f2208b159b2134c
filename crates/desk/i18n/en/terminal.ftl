### What the terminal says besides what went wrong.

## Headings of lists.

cli-login = Login
cli-name = Name
cli-department = Department
cli-fobs = Fobs
cli-fob = Fob
cli-model = Model
cli-firmware = Firmware
cli-slots = Slots
cli-place = Place
cli-kind = Codes
cli-state = State
cli-next = Next
cli-token = Token
cli-digits = Digits
cli-algorithm = Algorithm
cli-rest = Besides
cli-number = No.
cli-at = When
cli-operator = By
cli-act = Act
cli-person = Person
cli-result = Result

## States.

cli-state-new = new
cli-state-stock = in stock
cli-state-intended = being prepared
cli-state-written = written, not proven
cli-state-verified = proven
cli-state-assigned = given
cli-state-handed-over = handed over
cli-state-suspended = suspended
cli-state-lost = lost
cli-state-returned = returned
cli-state-retired = retired
cli-state-abandoned = given up

## Setting up.

cli-init-done = The ledger is ready: { $vault }
cli-init-keyring = Its key is in this computer's keyring.
cli-init-passphrase = It opens with the passphrase.
cli-init-key-saved = The recovery key is in { $file }: print it, put it in a safe place and delete the file.
cli-init-sheet-saved = The sheet with the recovery key is { $file }: print it, put it in a safe place and delete the file.

## Fobs.

cli-nothing-plugged = Nothing is plugged in.
cli-slot-free = { $slot }: free
cli-slot-used = { $slot }: in use
cli-slot-ours = { $slot }: ours
cli-clock = Clock
cli-no-serial = no serial
cli-event-inserted = plugged in: { $fob }
cli-event-removed = pulled out: { $fob }
cli-event-reader-added = reader connected: { $reader }
cli-event-reader-removed = reader gone: { $reader }
cli-watching = Watching. Ctrl+C ends it.

## People and profiles.

cli-person-added = { $login } is added.
cli-person-renamed = { $old } is now { $new }.
cli-person-deleted = { $login } is deleted; the log keeps what was done.
cli-nobody-found = Nobody is found.
cli-no-tokens = No fobs.
cli-no-codes = No recovery codes.
cli-codes-left = Recovery codes { $set }: { $left } of { $count } left.
cli-import-done = { $rows } lines: { $new } added, { $known } known already.
cli-import-would = { $rows } lines: { $new } would be added, { $known } are known already. Nothing was changed.
cli-import-refused = Line { $row } was not taken: { $why }
cli-profile-added = The profile { $name } is added.
cli-with-touch = touch

## The work on its way.

cli-passphrase = Passphrase of the ledger:
cli-passphrase-new = There is no keyring. Choose a passphrase for the ledger:
cli-passphrase-again = The same once more:
cli-passphrase-differs = These were two different passphrases. Once more, please.
cli-sealed = The secret is made and safe in the ledger.
cli-written =
    { $place ->
        [slot1] It is written to slot 1 of the fob.
        [slot2] It is written to slot 2 of the fob.
       *[oath] It is written to the fob.
    }
cli-proven = A live code of the fob is right.
cli-given = The fob belongs to { $login }.
cli-codes = Recovery codes { $set } are made.
cli-settled = Work on the fob { $serial } that was cut off is finished.
cli-touch = Touch the fob now.
cli-touch-practice = Touch the fob now: run “fobctl practice touch” in another terminal.
cli-type =
    { $place ->
        [slot2] Touch the fob { $serial } for three seconds so that it types its code here, then press Enter.
        [oath] Type the code that stands on the display of the fob { $serial }, then press Enter. If the display is dark, press the fob's button.
       *[slot1] Touch the fob { $serial } briefly so that it types its code here, then press Enter.
    }
cli-type-again =
    { $place ->
        [oath] That code did not fit. Wait for the next one on the display of the fob { $serial }, type it, then press Enter.
       *[slot1] That code did not fit. Let the fob { $serial } type the next one, then press Enter.
    }
cli-press-practice =
    { $place ->
        [oath] A practice fob shows its code when you run “fobctl practice press 1” in another terminal.
       *[slot1] A practice fob types when you run “fobctl practice press” in another terminal.
    }

## What came of it.

cli-issued = The fob { $serial } belongs to { $person } and is proven.
cli-issued-unproven = The fob { $serial } is written for { $person }, but not proven yet: do not hand it out before “fobctl verify --fob { $serial }”.
cli-verified-nobody = The code is right: the fob { $serial } holds our secret.
cli-adopted = The fob { $serial } of { $person } is in the ledger.
cli-set-made = Recovery codes: { $count }, set { $set }.
cli-file-made = Saved: { $file }

## Recovery codes.

cli-codes-issued = Recovery codes for { $login }: { $count }, set { $set }. Older sheets are no longer valid.
cli-logo = The logo on every paper: { $width } × { $height } pixels.
cli-logo-none = There is no logo.
cli-letter-made = Letter for { $login } about fob { $serial } is made.
cli-person-language = Papers for { $login } are in { $lang }.
cli-person-language-none = Papers for { $login } are in the language of the desk.
cli-language-en = English
cli-language-ru = Russian
cli-codes-voided = The recovery codes { $set } of { $login } are void.
cli-codes-status = Set { $set }, made { $created } by { $by }: { $left } of { $count } codes left.
cli-codes-row = row { $row } was used on { $at }, taken by { $by }
cli-codes-void-since = It is void since { $at }.
cli-type-recovery = Recovery code:
cli-verdict-accepted = Accepted: code { $row }. { $left } left.
cli-verdict-used = This code ({ $row }) was used on { $day }. { $left } left.
cli-verdict-emergency = Accepted: the emergency code. It opens { $left } times more.
cli-verdict-emergency-used = This emergency code is used up.
cli-verdict-emergency-over = This emergency code is not valid any more.
cli-verdict-wrong = This is not a code of { $login }.
cli-verdict-mistyped = Mistyped: have the code read out again.
cli-verdict-mistyped-at = Mistyped: check the character at place { $place }.
cli-verdict-void = This code ({ $row }) is from the sheet of { $day }, which is no longer valid: ask for the newer one.
cli-verdict-throttled = Too many wrong codes: nothing is checked until { $until }.
cli-verdict-throttled-set = Too many wrong codes for this sheet: make a new one for the person in the flesh.
cli-possess-ask = Ask for the grey letters in row { $row } of the sheet { $set }. Then: fobctl codes possess --person { $login } --row { $row }
cli-type-grey = The two grey letters:
cli-possess-right = Right: the sheet { $set } is at hand. No code is spent, and this lets nobody in.
cli-possess-wrong = Wrong: these letters do not stand in row { $row } of the sheet { $set }. It counts as a wrong code.
cli-possess-asked-all = Every row of the sheet { $set } was asked before: check a code instead.
cli-codes-reprinted = The sheet { $set } of { $login } is printed again: { $rows } unused codes.
cli-codes-voided-all = Sheets that are void from now on: { $count }.

## The log, the ledger's key, the doctor.

cli-log-empty = No entries.
cli-log-whole = { $entries } entries, all in order. Head { $head }.
cli-log-broken = The log is broken at entry { $n }: stop working with this ledger and ask your administrator.
cli-log-exported = The log is saved: { $file }
cli-vault = Ledger: { $vault }
cli-vault-locked = It is locked.
cli-vault-open = It is open.
cli-vault-keyring = Its key is in this computer's keyring.
cli-vault-no-keyring = It opens with a passphrase.
cli-vault-practice = It is for practice; its key lies beside it.
cli-vault-generation = Key generation { $n }.
cli-anchor-pinned = This computer remembers the newest entry of the log.
cli-anchor-none = This computer does not remember the log: an old copy put back would not be noticed.
cli-anchor-ahead = This computer has seen a newer log than this one: an old copy was put back.
cli-vault-now-locked = The ledger is locked.
cli-vault-now-open = The ledger is open.
cli-backup-made = The backup is saved: { $file }
cli-ok = ok
cli-warn = look
cli-fail = bad

## Practice.

cli-touched = The practice fob { $serial } is touched.
cli-removed = The practice fob { $serial } is pulled out.
cli-inserted = The practice fob { $serial } is plugged in.

## Counters in step.

cli-confirmed = Confirmed.
cli-next-is = The next code is number { $next }.
cli-no-warnings = No fob is expected to fail soon.

## The life of a fob.

cli-fob-lost = The fob { $serial } is out of use: it is lost.
cli-fob-found = The fob { $serial } is given back.
cli-fob-denied = The fob { $serial } stays out of use.
cli-fob-retired = The fob { $serial } is retired.
cli-fob-returned = The fob { $serial } came back.
cli-fob-scrambled = The fob { $serial } came back. It cannot be emptied, so a secret that nobody knows was written over ours; the fob itself does not show that it took it.
cli-fob-wiped = The fob { $serial } came back and is emptied of what was ours.
cli-emergency = Emergency code: { $code }
cli-emergency-file = The emergency code is in the file that you named.
cli-emergency-uses =
    { $n ->
        [one] It opens once, until { $until }.
       *[other] It opens { $n } times, until { $until }.
    }
cli-suspended = { $login } may do without a code until { $until }.
cli-suspended-for-good = { $login } may do without a code until somebody resumes it.
cli-resumed = { $login } needs codes again.
cli-fob-undone = The fob { $serial } is as it was before.
cli-fob-replaced = The fob { $old } is replaced by { $new }.
cli-fob-replacing = The fob { $new } is written in the place of { $old } and waits for its proof (fobctl verify).
cli-fob-owed = No other fob is plugged in. It is noted that one is owed in the place of { $old }.
cli-lent = The fob { $serial } is on loan until { $until }; the own fobs sleep until it is back.
cli-lending = The fob is written and waits for its proof (fobctl verify); then it is on loan.
cli-deferred = { $login } may do without a fob until { $until }.
cli-deferred-for-good = { $login } may do without a fob for good.
cli-loan = On loan: { $serial }, until { $until }
cli-must = Must have a fob by { $until }
cli-must-deferred = Must have a fob; put off until { $until }
cli-must-good = Must have a fob; put off for good
cli-nothing-to-remind = Nothing to think of.
cli-without-codes =
    { $n ->
        [one] One person has a fob and no valid recovery codes.
       *[other] { $n } people have a fob and no valid recovery codes.
    }
cli-swept = { $rows } lines: { $swept } people may not get in any more.
cli-swept-would = { $rows } lines: { $swept } people would not get in any more. Nothing was changed.
cli-swept-collect = To be collected: { $serial } ({ $person })
cli-swept-unknown = Not known here: { $login }

cli-operator-ask = Operator:
cli-operator-passphrase-ask = Passphrase, or a code of your fob:
cli-new-passphrase = New passphrase:
cli-operator-added = { $login } is an operator now: { $role }. From now on everybody signs in.
cli-operator-disabled = { $login } cannot sign in any more.
cli-operator-enabled = { $login } can sign in again: { $role }.
cli-operator-role = { $login } is { $role } now.
cli-operator-passphrase = { $login } has a new passphrase.
cli-no-operators = There are no operators yet: whoever uses this computer may do everything.
cli-operators-login = Login
cli-operators-name = Name
cli-operators-role = Role
cli-operators-person = Own fobs
cli-operators-since = Disabled since
cli-nothing-waits = Nothing waits for a second operator.
cli-waits = { $id }  { $act } · { $about } · asked for by { $by }, until { $until }
cli-released = Number { $id }, asked for by { $by }, is released and done.
cli-refused = Number { $id }, asked for by { $by }, is refused. Nothing was done.
cli-role-viewer = viewer
cli-role-helpdesk = helpdesk
cli-role-provisioner = provisioner
cli-role-auditor = auditor
cli-role-admin = administrator
