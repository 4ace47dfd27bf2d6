# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for strata
set -l verbs info summary tree stats values scan render formats
set -l none "not __fish_seen_subcommand_from $verbs"

complete -c strata -n "$none" -l help -d 'Help'
complete -c strata -n "$none" -l version -d 'Version'
complete -c strata -n "$none" -a info -d 'Identity, totals, layers or estimator, metadata and findings'
complete -c strata -n "$none" -a summary -d 'The table of model.summary()'
complete -c strata -n "$none" -a tree -d 'The tree of what is inside'
complete -c strata -n "$none" -a stats -d 'Statistics and a histogram of arrays'
complete -c strata -n "$none" -a values -d 'The values of an array'
complete -c strata -n "$none" -a scan -d 'Findings about security and integrity only'
complete -c strata -n "$none" -a render -d 'A picture of the window'
complete -c strata -n "$none" -a formats -d 'What can be read and written'

complete -c strata -n "__fish_seen_subcommand_from $verbs" -l json -d 'As JSON'
complete -c strata -n "__fish_seen_subcommand_from $verbs" -l help -d 'Help on this verb'
complete -c strata -n "__fish_seen_subcommand_from info" -l sha256 -d 'Also the SHA-256'
complete -c strata -n "__fish_seen_subcommand_from summary" -l style -x -a 'keras2 keras3' -d 'As this Keras prints it'
complete -c strata -n "__fish_seen_subcommand_from summary" -l expand-nested -d 'Models inside the model too'
complete -c strata -n "__fish_seen_subcommand_from summary" -l show-trainable -d 'Which layers are trainable'
complete -c strata -n "__fish_seen_subcommand_from tree" -l file -d 'The File reading'
complete -c strata -n "__fish_seen_subcommand_from tree" -l depth -x -d 'At most so many levels'
complete -c strata -n "__fish_seen_subcommand_from tree" -l filter -x -d 'Only what has this text'
complete -c strata -n "__fish_seen_subcommand_from stats" -l all -d 'Every array'
complete -c strata -n "__fish_seen_subcommand_from stats" -l bins -x -d 'Bins of the histogram'
complete -c strata -n "__fish_seen_subcommand_from values" -l slice -x -d 'A part, as in Python'
complete -c strata -n "__fish_seen_subcommand_from values" -l csv -d 'As CSV'
complete -c strata -n "__fish_seen_subcommand_from values" -l npy -r -d 'Into a NumPy file'
complete -c strata -n "__fish_seen_subcommand_from scan" -l sarif -d 'As SARIF 2.1.0'
complete -c strata -n "__fish_seen_subcommand_from render" -s o -r -d 'The PNG file'
complete -c strata -n "__fish_seen_subcommand_from render" -l view -x -a 'start overview estimator weights values configuration optimizer metadata findings loading error drag' -d 'The page or state'
complete -c strata -n "__fish_seen_subcommand_from render" -l select -x -d 'The selected row'
complete -c strata -n "__fish_seen_subcommand_from render" -l size -x -d 'Width and height'
complete -c strata -n "__fish_seen_subcommand_from render" -l scale -x -a '1 2 3 4' -d 'Pixels to the point'
complete -c strata -n "__fish_seen_subcommand_from render" -l dark -d 'In dark colours'
complete -c strata -n "__fish_seen_subcommand_from formats" -f
