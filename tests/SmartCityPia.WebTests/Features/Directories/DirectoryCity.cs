using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Directories;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.WebTests.Features.Directories;

/// <summary>What a call of SCIM answered.</summary>
public sealed record ScimAnswer(HttpStatusCode Status, JsonObject? Body, HttpResponseHeaders Headers, string? Type, string Text)
{
    public string Id => Body!["id"]!.GetValue<string>();

    public Guid Key => Guid.Parse(Id);
}

/// <summary>A city with three providers, two of them with the token of their directory.</summary>
public sealed class DirectoryCity : IAsyncLifetime
{
    public WebApp App { get; } = new();

    public TestProvider Provider { get; private set; } = null!;

    public string Token { get; private set; } = "";

    public string OtherToken { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Provider = await TestProvider.Start();
        Provider.Introduce(App);
        foreach (var (place, key) in new[] { (1, "other"), (2, "third") })
            foreach (var (name, value) in new[] { ("Key", key), ("Name", key + " ID"), ("Authority", Provider.Address.ToString()), ("ClientId", key), ("Organisation", "City hall") })
                App.Settings[$"SignOn:Providers:{place}:{name}"] = value;
        App.Settings["SignOn:BreakGlass"] = TestCity.Colleague.Email;
        App.Settings["SignOn:DirectoryPerMinute"] = "100000";
        await App.InitializeAsync();
        (Token, OtherToken) = (await MakeToken("city"), await MakeToken("other"));
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Provider.DisposeAsync();
    }

    public Task<string> MakeToken(string provider, int days = 365) => App.With<IOptions<SignOnOptions>, string>(options => App.With<DirectoryTokens, string>(tokens =>
        tokens.Make(options.Value.Find(provider)!, days, new Actor(TestCity.Administrator.Id, TestCity.Administrator.Name, App.Clock.GetUtcNow(), "test"), CancellationToken.None)));

    /// <param name="token">The city's where none is given; empty for none.</param>
    public async Task<ScimAnswer> Send(string method, string path, string? body = null, string? token = null, string type = "application/scim+json", params (string Name, string Value)[] headers)
    {
        using var client = App.Anonymous();
        using var request = new HttpRequestMessage(new(method), new Uri("/scim/v2/" + path, UriKind.Relative));
        if ((token ?? Token) is { Length: > 0 } bearer)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + bearer);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        using var response = await client.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var media = response.Content.Headers.ContentType?.MediaType;
        return new(response.StatusCode, media == "application/scim+json" && text.Length > 0 ? JsonNode.Parse(text)!.AsObject() : null, response.Headers, media, text);
    }

    public async Task<ScimAnswer> Ok(string method, string path, string? body = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await Send(method, path, body);
        Assert.True(answer.Status == status, $"{method} {path}: {answer.Status} {answer.Text}");
        return answer;
    }

    /// <summary>Refused with this status and keyword, in SCIM's own form.</summary>
    public async Task Refused(HttpStatusCode status, string? kind, string method, string path, string? body = null, string? token = null)
    {
        var answer = await Send(method, path, body, token);
        Assert.True(answer.Status == status, $"{method} {path} {body}: {answer.Status} {answer.Text}");
        IsFault(answer, kind);
    }

    public static void IsFault(ScimAnswer answer, string? kind = null)
    {
        Assert.Equal("application/scim+json", answer.Type);
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", answer.Body!["schemas"]![0]!.GetValue<string>());
        Assert.Equal(((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture), answer.Body["status"]!.GetValue<string>());
        Assert.False(string.IsNullOrWhiteSpace(answer.Body["detail"]!.GetValue<string>()));
        if (kind is not null)
            Assert.Equal(kind, answer.Body["scimType"]?.GetValue<string>());
    }

    public async Task<ScimAnswer> Hire(string name, bool active = true)
    {
        var answer = await Send("POST", "Users", $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{name}}","externalId":"sub-{{name}}","displayName":"{{name}} Hired","active":{{(active ? "true" : "false")}},"emails":[{"value":"{{name}}@scim.example","type":"work","primary":true}]}""");
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer;
    }

    /// <summary>Signs in at the provider as somebody whom the directory told of.</summary>
    public async Task<PiaClient> Come(string name, params string[] groups)
    {
        Provider.Person = new($"sub-{name}", name, $"{name}@scim.example") { Groups = groups };
        var client = App.Anonymous();
        HtmlAssert.Redirects(await TestProvider.Visit(client), "/");
        return client;
    }

    public static string Patch(params string[] operations) => $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{string.Join(',', operations)}}]}""";
}
