## Who works at the desk: signing in, operators, and what waits for a second one.

sign-in-title = Who is at the desk?
sign-in-text = Sign in, so that the history names you.
sign-in-alone = Nobody had a hand on this window for a while, so it was locked.
sign-in-login = Login
sign-in-proof = Passphrase
sign-in-proof-hint = Or the next code of your own fob: touch it.
sign-in-busy = Signing in…
sign-in-do = Sign in
seat-out = Sign out

operators-title = Who works here
operators-none = Nobody is enrolled: whoever uses this computer may do everything, and the history names the computer's user. From the first operator on, everybody signs in.
operator-here = you
operator-own-fobs = own fobs: { $person }
operator-disabled = disabled since { $at }
operator-role-of = Role of { $name }
operator-passphrase = New passphrase
operator-disable = Disable
operator-bring-back = Bring back
operator-add = Add an operator
operator-role-is = { $name }: { $role }. It holds from now on.
operator-off = { $name } cannot sign in any more.
operator-on = { $name } can sign in again.
operator-there = { $name } is an operator now: { $role }.

operator-add-title = A new operator
operator-add-first = The first operator is an administrator. From then on everybody signs in, you too.
operator-add-text = With an account of their own, so that the history names them.
operator-role = Role
operator-person = Login among the people
operator-person-hint = Whose fobs are the operator's own; may stay empty.
operator-new-passphrase = Passphrase of the operator
operator-add-do = Add
operator-old-passphrase = Your old passphrase
operator-passphrase-title = New passphrase for { $name }
operator-passphrase-do = Change
operator-passphrase-changed = { $name } has a new passphrase.

role-viewer-about = Looks, and changes nothing.
role-helpdesk-about = Helps people whose fob is at hand, lost, or out of step.
role-provisioner-about = Gives fobs out and takes them back, too.
role-auditor-about = Reads everything and the history; may release, changes nothing.
role-admin-about = May do everything.

release-title = A second operator decides
release-text = Nothing has been done yet. Whoever releases it cannot be the one who asked.
release-list-text = These wait for a second operator.
release-none = Nothing waits.
release-reason = Reason: { $reason }
release-by = Asked for by { $by }, { $asked } · number { $number }
release-login = Login of the second operator
release-do = Release
release-refuse = Refuse
release-withdraw = Take it back
release-later = Later
release-done = Released and done: { $what }
release-refused = Not done: { $what }
release-waiting =
    { $count ->
        [one] 1 waits for release
       *[other] { $count } wait for release
    }

report-needs-approval-what = This waits for a second operator. Nothing has been done yet.
report-needs-approval-now = It stands at the left, above your name, until another operator has released it; for a day at most.

release-person-suspended = { $whom } does without a fob, for good
release-people-left = Nothing opens anything any more for people who left: { $value }
release-policy-changed = House rule “{ $rule }”: { $value }
release-operator-added = New operator { $whom }: { $value }
release-operator-disabled = Operator { $whom } is disabled
release-operator-role = Operator { $whom } becomes: { $value }
