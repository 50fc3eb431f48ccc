/** Characters; the API's own rule, repeated so that the form can say it before it asks. */
export const SHORTEST_PASSWORD = 8
export const LONGEST_PASSWORD = 200
