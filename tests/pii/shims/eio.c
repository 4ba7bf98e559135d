/* Makes reads or writes of some files fail as those of a broken disk do: EIO_PATH is part of their paths, EIO_CALL read or write,
   EIO_AFTER the bytes that pass before. Loaded with LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long passed;

static int breaks(const char *call, int descriptor, size_t size)
{
    const char *wanted = getenv("EIO_CALL"), *part = getenv("EIO_PATH"), *after = getenv("EIO_AFTER");
    char link[64], path[PATH_MAX + 1];
    ssize_t length;

    if (!wanted || !part || strcmp(wanted, call))
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    length = readlink(link, path, PATH_MAX);
    if (length < 0)
        return 0;
    path[length] = 0;
    if (!strstr(path, part))
        return 0;
    if (passed >= (after ? atol(after) : 0))
        return 1;
    passed += size;
    return 0;
}

ssize_t read(int descriptor, void *buffer, size_t size)
{
    static ssize_t (*plain)(int, void *, size_t);
    if (!plain)
        plain = dlsym(RTLD_NEXT, "read");
    if (breaks("read", descriptor, size)) {
        errno = EIO;
        return -1;
    }
    return plain(descriptor, buffer, size);
}

ssize_t write(int descriptor, const void *buffer, size_t size)
{
    static ssize_t (*plain)(int, const void *, size_t);
    if (!plain)
        plain = dlsym(RTLD_NEXT, "write");
    if (breaks("write", descriptor, size)) {
        errno = EIO;
        return -1;
    }
    return plain(descriptor, buffer, size);
}
