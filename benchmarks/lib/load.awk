# Turns one report of wrk or h2load (which tells no percentiles: they are 0) into: sample, round, name, requests/s, p50 µs, p99 µs, CPU µs/request, errors.
function microseconds(text) {
  if (text ~ /us$/) return text + 0
  if (text ~ /ms$/) return text * 1000
  if (text ~ /m$/) return text * 60000000
  return text * 1000000
}
$1 == "50%" { p50 = microseconds($2) }
$1 == "99%" { p99 = microseconds($2) }
$2 == "requests" && $3 == "in" { requests = $1 }
$1 == "Requests/sec:" { rate = $2 }
/Non-2xx or 3xx responses:/ { errors += $NF }
/Socket errors:/ {
  gsub(/,/, "")
  errors += $4 + $6 + $8 + $10
}
/^finished in/ { rate = $4 }
/^requests:/ { requests = $8; errors += $10 + $12 + $14 }
/^status codes:/ { errors += $7 + $9 }
END {
  if (requests == 0) exit 1
  printf "sample\t%d\t%s\t%.1f\t%.0f\t%.0f\t%.2f\t%d\n",
    round, name, rate, p50, p99, ticks * 1000000 / hertz / requests, errors
}
