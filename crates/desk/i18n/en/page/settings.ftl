## The house's rules: what each means at the desk.

settings-note = They hold for everybody who works at this desk
settings-sheets = Recovery sheets
settings-guesses = Wrong codes
settings-days = Some days without a fob
settings-others = Other rules
settings-range = { $least } to { $most }.
settings-usual = Usual: { $value }
settings-back = Back to the usual
settings-saved = { $rule }: { $value }. It holds from now on.
settings-yes = yes
settings-no = no

rule-codes-allowed = Recovery codes are used
rule-codes-allowed-about = Without them no sheet is made, and no code is checked.
rule-codes-print-only = On paper alone
rule-codes-print-only-about = A sheet is printed or saved as PDF, never as a text file.
rule-codes-count = Codes on a sheet
rule-codes-count-about = Each works once.
rule-codes-low-water = Few codes left
rule-codes-low-water-about = From so many on, a new sheet is asked for.
rule-codes-expiry-days = Days that a sheet is valid
rule-codes-expiry-days-about = 0: until there is a new one.
rule-codes-new-fob-voids = A new fob voids the sheet
rule-codes-new-fob-voids-about = When somebody gets a fob in the place of another, the old sheet ends, too.
rule-codes-wrong-most = Wrong codes in a row
rule-codes-wrong-most-about = After so many, nothing is checked for a while. Slips do not count.
rule-codes-wrong-most-here = Wrong codes at one computer
rule-codes-wrong-most-here-about = For whomever: after so many, nothing is checked there for a while.
rule-codes-wrong-minutes = Minutes to wait then
rule-codes-wrong-minutes-about = Counted from the first of them.
rule-suspend-most-days = Days without a fob, at most
rule-suspend-most-days-about = It ends by itself.
rule-suspend-for-good = Without a fob for good
rule-suspend-for-good-about = Somebody may do without until it is ended by hand.

report-policy-bad-what = This value does not fit the rule.
report-policy-bad-now = Give a value from the range that stands beside it. Esc brings the former one back.
