# The application as a container: docker build -t smartcitypia .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# What decides the packages comes first, so that a change of code does not restore again.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/SmartCityPia.Analysis/*.csproj src/SmartCityPia.Analysis/packages.lock.json src/SmartCityPia.Analysis/
COPY src/SmartCityPia.Domain/*.csproj src/SmartCityPia.Domain/packages.lock.json src/SmartCityPia.Domain/
COPY src/SmartCityPia.Data/*.csproj src/SmartCityPia.Data/packages.lock.json src/SmartCityPia.Data/
COPY src/SmartCityPia.LocalPostgres/*.csproj src/SmartCityPia.LocalPostgres/packages.lock.json src/SmartCityPia.LocalPostgres/
COPY src/SmartCityPia.Pictures/*.csproj src/SmartCityPia.Pictures/packages.lock.json src/SmartCityPia.Pictures/
COPY src/SmartCityPia.Reports/*.csproj src/SmartCityPia.Reports/packages.lock.json src/SmartCityPia.Reports/
COPY src/SmartCityPia.Web/*.csproj src/SmartCityPia.Web/packages.lock.json src/SmartCityPia.Web/
RUN dotnet restore src/SmartCityPia.Web --locked-mode

COPY src/ src/
# The commit, which the build context does not carry: --build-arg SOURCE_REVISION=$(git rev-parse HEAD)
ARG SOURCE_REVISION=
RUN dotnet publish src/SmartCityPia.Web -c Release --no-restore -o /app -p:SourceRevisionId=$SOURCE_REVISION

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
COPY LICENSE .

# The account comes with the base image. It owns nothing under /app: the program cannot change itself.
USER $APP_UID
ENV ASPNETCORE_HTTP_PORTS=8080
# The proxy in front reaches the container from a private network; nobody else can.
ENV Proxy__Networks=10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7
EXPOSE 8080

# The image has no curl or wget; bash opens the connection itself. Ready means: the database answers.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]

ENTRYPOINT ["dotnet", "SmartCityPia.Web.dll"]
