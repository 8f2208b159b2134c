## The window's own words: headings, labels, states of the page.
## What went wrong and what to do about it stands in the other files of this folder.

nav-label = Parts of the desk
nav-bench = Bench
skip-to-work = Skip to the work

practice-mark = Practice: these fobs are software
watching = Watching the readers
watching-stopped = Not watching

report-detail = For the technician
report-again = Look again

page-broken-what = The window lost touch with the desk behind it.
page-broken-now = Close the window and open it again. Nothing is lost by that.
