#!/usr/bin/env bash
# Installs what is missing, builds Tintype and opens it on PHOTO (or the sample picture). Where there is no
# display it makes one result with each tool and says where they lie.
#   bash packaging/try.sh [PHOTO]
set -euo pipefail
case "${1:-}" in
    -h|--help) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 0 ;;
esac
photo=""
if [ $# -gt 0 ]; then
    photo=$(realpath -- "$1")
    [ -f "$photo" ] || { echo "There is no photo at $1." >&2; exit 3; }
fi
cd "$(dirname "$0")/.."
. packaging/dependencies.sh
install_missing "${build_packages[@]}" "${run_packages[@]}"
install_libtorch
configure_and_build tintype

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec build/tintype "${photo:-build/sample/landscape.jpg}"
fi

out=$PWD/build/tried
mkdir -p "$out"
sample=build/sample/landscape.jpg
photo=${photo:-$sample}
made=()
step() { # NAME FILE COMMAND...: one tool; a photo a tool cannot use is said, and the others still run
    local name=$1 file=$2
    shift 2
    echo "== $name"
    if "$@" --quiet; then made+=("$file"); else echo "   $name made no result (exit status $?)."; fi
}
echo "There is no display, so every tool is tried from the command line."
step "Edit" "$out/edit.jpg" build/tintype edit "$photo" -o "$out/edit.jpg" --instruction "make the sky stormy but keep her face"
step "Erase" "$out/erase.jpg" build/tintype erase "$sample" -o "$out/erase.jpg" --mask build/sample/watermark_mask.png
step "Cartoon" "$out/cartoon.jpg" build/tintype cartoon "$photo" -o "$out/cartoon.jpg"
step "Restore" "$out/restore.jpg" build/tintype restore "$photo" -o "$out/restore.jpg"
step "Animate" "$out/animate.mp4" build/tintype animate "$photo" -o "$out/animate.mp4" --frames 72 --fps 24
pictures=()
for file in "${made[@]}"; do [[ $file == *.mp4 ]] || pictures+=("$file"); done
step "Contact sheet" "$out/contact_sheet.png" build/tintype sheet "$photo" "${pictures[@]}" -o "$out/contact_sheet.png"
echo "The results:"
printf '  %s\n' "${made[@]}"
[ "${#made[@]}" -gt 0 ]
