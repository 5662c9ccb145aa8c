/** The one font of the product, bundled. */
export const fontFamily = "'Inter Variable', Inter, system-ui, sans-serif"
