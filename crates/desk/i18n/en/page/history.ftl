## What was done, in plain words.

history-find = Filter by person, fob, operator or act
history-list = What was done, newest first
history-fob = fob { $serial }
history-whole =
    { $n ->
        [one] One act, chain unbroken
       *[other] { $count } acts, chain unbroken
    }
history-nothing = No entry fits.
history-empty = Nothing was done yet.
history-broken-what = The chain is broken at act { $n }: the history was changed from outside.
history-broken-now = Stop working with this ledger, change nothing in its folder, and ask your administrator to compare it with the last backup.

act-vault-create = Ledger made
act-vault-backup = Backup made
act-vault-restored = Backup put in place
act-workstation-enrol = Computer allowed to open the ledger
act-person-add = Person added
act-person-rename = Login changed
act-person-delete = Person deleted
act-people-import = List of people taken in
act-profile-add = Profile added
act-issue-sealed = Secret sealed
act-issue-written = Secret written to the fob
act-issue-proven = Fob proven by a live code
act-issue-given = Fob given
act-issue-abandoned = Work on the fob given up
act-fob-emergency = Another emergency code made
act-fob-lost = Fob reported lost
act-fob-found = Found fob given back
act-fob-denied = Found fob kept out of use
act-fob-retired = Fob retired
act-fob-returned = Fob came back
act-fob-wiped = Fob emptied
act-fob-lost-undone = Loss undone
act-fob-replacing = Replacement begun
act-fob-replaced = Replaced by another fob
act-fob-owed = Another fob is owed
act-fob-lending = Loan begun
act-fob-lent = Fob lent
act-fob-lent-longer = Loan made longer
act-fob-suspended = Fob to be collected
act-person-left = Person left
act-people-left = List of people who left
act-person-deferred = Duty to have a fob put off
act-person-suspended = Allowed to do without codes
act-person-resumed = Codes asked for again
act-policy-changed = House rule changed
act-token-adopted = Existing token taken into the ledger
act-token-synced = Put in step by codes in a row
act-token-checked = Asked for a code at the desk
act-token-retired = Token retired
act-codes-prepared = First recovery sheet prepared
act-policy-set = Sheets set up: contact and paper
act-codes-issued = Recovery sheet made
act-codes-voided = Recovery sheet voided
act-codes-checked = Recovery code checked
act-operator-added = Operator added
act-operator-code = Signed in with a fob
act-operator-disabled = Operator disabled
act-operator-enabled = Operator brought back
act-operator-in = Signed in
act-operator-out = Signed out
act-operator-passphrase = Passphrase of an operator changed
act-operator-refused = Sign-in refused
act-operator-rescued = Operator rescued with the recovery key
act-operator-role = Role of an operator changed
act-release-asked = Release by a second operator asked for
act-release-given = Released for another operator
act-release-refused = Release refused

result-calculated = asked from the fob
result-typed = typed by hand
result-accepted = accepted
result-used = used before
result-void = from a void sheet
result-wrong = wrong
result-in-step = in step
result-moved = was ahead
result-behind = behind
result-rewritten = rewritten elsewhere
result-recovery-codes-void = the old recovery sheet is void
