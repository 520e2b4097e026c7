using System.Net.Http.Headers;
using System.Text;
using SmartCityPia.TestSupport;

namespace SmartCityPia.WebTests.Features.Evidence;

/// <summary>Posts forms with a file like a browser.</summary>
internal static class Upload
{
    public static byte[] Pdf(int size = 100) => [.. "%PDF-1.7\n"u8, .. Encoding.ASCII.GetBytes(new string('x', size)), .. "\n%%EOF\n"u8];

    public static async Task<HtmlPage> SendFile(this PiaClient client, HtmlPage page, string? form, byte[]? file, string name = "contract.pdf", params (string Name, string Value)[] values)
    {
        var element = page.Form(form);
        using var content = new MultipartFormDataContent();
        foreach (var (key, value) in HtmlPage.Fields(element).Where(f => f.Key != "File" && values.All(v => v.Name != f.Key)).Concat(values.Select(v => KeyValuePair.Create(v.Name, v.Value))))
        {
            var part = new StringContent(value);
            part.Headers.ContentType = null;
            content.Add(part, key);
        }
        if (file is not null)
        {
            var part = new ByteArrayContent(file);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(part, "File", name);
        }
        using var response = await client.Http.PostAsync(new Uri(element.GetAttribute("action") ?? page.Address.PathAndQuery, UriKind.RelativeOrAbsolute), content);
        return await HtmlPage.Read(response);
    }
}
