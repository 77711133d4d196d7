# One image for every process: api, worker and migrate differ by their command only.

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

# Without optional packages: the embedded PostgreSQL is one, and a container is given a database.
FROM dependencies AS production
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM dependencies AS build
RUN npm ci --ignore-scripts
COPY . .
RUN npm run generate && npm run build

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
USER node
EXPOSE 3000
CMD ["node", "dist/src/main/cli.js", "api"]
