# bash completion for tintype
declare -A _tintype_options=(
    [edit]="--help --output --instruction --mask --model --steps --text-guidance --image-guidance --seed --sampler --long-side --variations --quality --metadata --start --end --codec --crf --encoder --engine --device --precision --memory-limit --threads --json --quiet"
    [erase]="--help --output --mask --mark-from --mark-mask --min-confidence --dry-run --model --grow --feather --crop --quality --metadata --start --end --codec --crf --encoder --engine --device --precision --memory-limit --threads --json --quiet"
    [cartoon]="--help --output --model --detector --strength --long-side --all-styles --quality --metadata --start --end --codec --crf --encoder --engine --device --precision --memory-limit --threads --json --quiet"
    [restore]="--help --output --model --detector --parser --strength --likeness --upscale --aligned --quality --metadata --start --end --codec --crf --encoder --engine --device --precision --memory-limit --threads --json --quiet"
    [animate]="--help --output --prompt --negative --model --frames --motion-fps --fps --steps --guidance --motion --seed --size --framing --decode-chunk --loop --frames-dir --raw --engine --device --precision --memory-limit --threads --json --quiet"
    [decode]="--help --output --list --fps --loop --decode-chunk --frames-dir --model --engine --device --precision --memory-limit --threads --json --quiet"
    [interpolate]="--help --output --at --fps --flow-scale --model --quality --metadata --engine --device --precision --memory-limit --threads --json --quiet"
    [clip]="--help --output --start --end --speed --fps --loop --fade --repeat --long-side --poster --at --estimate --codec --crf --encoder --quality --metadata --threads --json --quiet"
    [models]="--help --json --quiet"
    [bench]="--help --tool --rounds --report --engine --device --precision --memory-limit --threads --json --quiet"
    [info]="--help --json --quiet"
    [replay]="--help --output --model --quality --metadata --engine --device --precision --memory-limit --threads --json --quiet"
    [sheet]="--help --output --columns --quality --metadata --json --quiet"
)

_tintype() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]}
    COMPREPLY=()
    case $before in
        --engine) COMPREPLY=($(compgen -W "builtin model" -- "$word")); return ;;
        --device) COMPREPLY=($(compgen -W "auto cpu cuda" -- "$word")); return ;;
        --precision) COMPREPLY=($(compgen -W "auto fp32 fp16 bf16" -- "$word")); return ;;
        --metadata) COMPREPLY=($(compgen -W "all credit none" -- "$word")); return ;;
        --sampler) COMPREPLY=($(compgen -W "euler-a ddim dpm++2m" -- "$word")); return ;;
        --crop) COMPREPLY=($(compgen -W "auto off" -- "$word")); return ;;
        --loop) COMPREPLY=($(compgen -W "none boomerang crossfade" -- "$word")); return ;;
        --framing) COMPREPLY=($(compgen -W "crop pad blur" -- "$word")); return ;;
        --codec) COMPREPLY=($(compgen -W "h264 hevc av1 vp9 vp8" -- "$word")); return ;;
        --encoder) COMPREPLY=($(compgen -W "auto software" -- "$word")); return ;;
        --tool) COMPREPLY=($(compgen -W "edit erase cartoon restore animate interpolate" -- "$word")); return ;;
        --detector|--frames-dir|--mark-from|--mark-mask|--mask|--model|--output|--parser|--report|-o) COMPREPLY=($(compgen -f -- "$word")); return ;;
    esac
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "edit erase cartoon restore animate decode interpolate clip models bench info replay sheet --help --version" -- "$word") $(compgen -f -- "$word"))
    elif [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "${_tintype_options[$verb]}" -- "$word"))
    elif [[ $verb == models && $COMP_CWORD -eq 2 ]]; then
        COMPREPLY=($(compgen -W "list inspect import download remove" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}
complete -o filenames -F _tintype tintype
