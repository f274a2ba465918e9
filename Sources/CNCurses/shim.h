#pragma once
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>
#include <langinfo.h>
#include <wchar.h>
#include <unistd.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>

/* The library hides it behind a macro of its own. */
extern int wcwidth(wchar_t character);

/* <term.h> names macros like ordinary words. */
extern char *tigetstr(const char *);

/* Globals, which Swift takes for shared mutable state. */
static inline WINDOW *ncurses_screen(void) { return stdscr; }
static inline int ncurses_colours(void) { return COLORS; }
static inline int ncurses_pairs(void) { return COLOR_PAIRS; }

/* Macros. */
static const attr_t ncurses_bold = A_BOLD;
static const attr_t ncurses_dim = A_DIM;
static const attr_t ncurses_underline = A_UNDERLINE;
static const attr_t ncurses_reverse = A_REVERSE;
static inline const char *ncurses_codeset(void) { return nl_langinfo(CODESET); }

/* A terminal for two open files; NULL where the terminal's name is unknown. */
static inline SCREEN *ncurses_open(const char *name, int input, int output) {
    FILE *reader = fdopen(input, "r"), *writer = fdopen(output, "w");
    return reader && writer ? newterm(name, writer, reader) : NULL;
}

/* A terminal's capability; NULL where it has none of that name. */
static inline const char *ncurses_capability(const char *name) {
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

/* One cell: a character, and up to two marks over it (0 for none). */
static inline int ncurses_cell(
    cchar_t *cell, wchar_t character, wchar_t first, wchar_t second, attr_t attributes, int pair) {
    const wchar_t text[4] = {character, first, second, 0};
    return setcchar(cell, text, attributes, 0, &pair);
}

/* The size that the system knows of a terminal; 0 where it knows none. */
static inline int ncurses_size(int terminal, int *high, int *wide) {
    struct winsize size;
    if (ioctl(terminal, TIOCGWINSZ, &size) != 0 || !size.ws_row || !size.ws_col) return 0;
    *high = size.ws_row;
    *wide = size.ws_col;
    return 1;
}

/* An open file from which pending signals are read; never waits. */
static inline int ncurses_signals(const sigset_t *signals) {
    return signalfd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* The next pending signal of such a file; 0 for none. */
static inline int ncurses_next_signal(int file) {
    struct signalfd_siginfo information;
    return read(file, &information, sizeof information) == sizeof information ? (int)information.ssi_signo : 0;
}

/* An open file that wakes those who wait for it; never waits. */
static inline int ncurses_waker(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
