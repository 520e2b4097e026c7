using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class AssessmentMapping : IEntityTypeConfiguration<Assessment>
{
    public const string VendorOfSubmission = "ck_assessments_vendor";

    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Version).IsRowVersion();
        builder.Property(a => a.OverruleReason);
        builder.Property(a => a.DpoView);
        builder.HasIndex(a => a.Reference).IsUnique().HasDatabaseName(Assessment.ReferenceIsUnique);
        builder.HasIndex(a => new { a.ChangedAt, a.Id });
        builder.HasIndex(a => a.OwnerId);
        builder.HasOne<Service>().WithMany().HasForeignKey(a => a.ServiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ServiceDescription>().WithMany().HasForeignKey(a => a.DescriptionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.AgencyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(a => a.Kind).HasDefaultValue(AssessmentKind.Assessment);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.VendorId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint(VendorOfSubmission, "(kind = 'Submission') = (vendor_id is not null)"));
    }
}
