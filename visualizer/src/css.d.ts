/** Style sheets, which the build puts beside the page. */
declare module '*.css'
