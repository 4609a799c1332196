// Runs before Trunk builds: makes the stylesheet, its fonts and icons, and gathers the explorer's files.
import "./styles.mjs";
import "./graphiql.mjs";
