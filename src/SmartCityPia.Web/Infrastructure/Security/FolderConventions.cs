using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// Which policies open the pages of the folder it lies in, and which further addresses they have. The host finds it. A page
/// without a policy fails the test that walks all endpoints.
/// </summary>
internal abstract class FolderConventions
{
    public abstract void Add(FolderPages pages);

    public static void AddAll(PageConventionCollection pages)
    {
        foreach (var type in typeof(FolderConventions).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(FolderConventions))).OrderBy(t => t.FullName, StringComparer.Ordinal))
            ((FolderConventions)Activator.CreateInstance(type)!).Add(new(pages, type));
    }
}

/// <summary>The pages that lie in one folder itself: a folder inside it has conventions of its own.</summary>
internal sealed class FolderPages(PageConventionCollection pages, Type conventions)
{
    private readonly string folder = conventions.Namespace![conventions.Assembly.GetName().Name!.Length..].Replace('.', '/')["/Features".Length..];

    public void Open(string policy) => OpenOthers(policy);

    public void Open(string policy, params string[] names)
    {
        foreach (var name in names)
            pages.AuthorizePage($"{folder}/{name}", policy);
    }

    /// <summary>Opens all pages but these.</summary>
    public void OpenOthers(string policy, params string[] names) =>
        pages.AddFolderApplicationModelConvention(folder, page =>
        {
            var slash = page.ViewEnginePath.LastIndexOf('/');
            if (page.ViewEnginePath[..slash] == folder && !names.Contains(page.ViewEnginePath[(slash + 1)..], StringComparer.Ordinal))
                page.EndpointMetadata.Add(new AuthorizeAttribute(policy));
        });

    /// <summary>What the endpoints of all its pages carry, where that is not a policy.</summary>
    public void With(params object[] metadata) => pages.AddFolderApplicationModelConvention(folder, page =>
    {
        if (page.ViewEnginePath[..page.ViewEnginePath.LastIndexOf('/')] != folder)
            return;
        foreach (var part in metadata)
            page.EndpointMetadata.Add(part);
    });

    /// <summary>A further address of a page.</summary>
    public void Route(string name, string template) => pages.AddPageRoute($"{folder}/{name}", template);

    /// <summary>Pages that a vendor's description has too, under <c>/descriptions/…</c>. A page that is not named has no such address.</summary>
    public void AlsoInADescription(params string[] names)
    {
        foreach (var name in names)
            pages.AddPageRouteModelConvention($"{folder}/{name}", AddDescription);
    }

    private static void AddDescription(PageRouteModel page)
    {
        foreach (var selector in page.Selectors.ToList())
        {
            if (selector.AttributeRouteModel?.Template is { } template && template.StartsWith("assessments/", StringComparison.Ordinal))
            {
                page.Selectors.Add(new(selector)
                {
                    AttributeRouteModel = new(selector.AttributeRouteModel) { Template = "descriptions/" + template["assessments/".Length..], SuppressLinkGeneration = true },
                });
            }
        }
    }
}
