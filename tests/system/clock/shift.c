/* Shifts the wall clock of one process, and of its children, by $CLOCK_SHIFT whole seconds. The monotonic clock stays as it
 * is: Python waits on it, and a wait against a shifted monotonic clock never ends.
 *
 *   cc -shared -fPIC -O2 -o shift.so shift.c && CLOCK_SHIFT=-3600 LD_PRELOAD=./shift.so date
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long shift_by(void) {
    static long seconds;
    static int known;
    if (!known) {
        const char *said = getenv("CLOCK_SHIFT");
        seconds = said ? atol(said) : 0;
        known = 1;
    }
    return seconds;
}

static int is_wall_clock(clockid_t which) {
    return which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE || which == CLOCK_TAI;
}

int clock_gettime(clockid_t which, struct timespec *out) {
    int failed = (int)syscall(SYS_clock_gettime, which, out);
    if (!failed && is_wall_clock(which))
        out->tv_sec += shift_by();
    return failed;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone) {
    struct timespec now;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now))
        return -1;
    out->tv_sec = now.tv_sec;
    out->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *out) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now))
        return (time_t)-1;
    if (out)
        *out = now.tv_sec;
    return now.tv_sec;
}
