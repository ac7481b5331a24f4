// Light or dark: as the system says, unless the user has chosen.

const STORED = "nephelite.theme";
const THEMES = ["system", "light", "dark"];

/** The chosen theme: system, light or dark. */
export function currentTheme() {
    const stored = localStorage.getItem(STORED);
    return THEMES.includes(stored) ? stored : "system";
}

/** Applies what the user has chosen earlier. */
export function useStoredTheme() {
    const theme = currentTheme();
    if (theme === "system") {
        delete document.documentElement.dataset.theme;
    } else {
        document.documentElement.dataset.theme = theme;
    }
}

/** Chooses the next theme. */
export function nextTheme() {
    localStorage.setItem(STORED, THEMES[(THEMES.indexOf(currentTheme()) + 1) % THEMES.length]);
    useStoredTheme();
}
