{{- define "kube-state-metrics.fullname" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}
{{- end }}
{{- define "kube-state-metrics.namespace" -}}
{{ .Release.Namespace }}
{{- end }}
