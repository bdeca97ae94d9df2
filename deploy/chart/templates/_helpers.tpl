{{- define "kpe.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* For what lies outside the release's namespace, where another's release of that name may be. No name
has a colon but those of roles. */}}
{{- define "kpe.nameOutside" -}}
{{- printf "%s:%s" .Release.Namespace (include "kpe.fullname" .) -}}
{{- end -}}

{{/* Never kube-state-metrics' name and instance: its Service and ServiceMonitor would select these. */}}
{{- define "kpe.selectorLabels" -}}
app.kubernetes.io/name: ksm-probe-exporter
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "kpe.labels" -}}
{{ include "kpe.selectorLabels" . }}
app.kubernetes.io/component: exporter
app.kubernetes.io/part-of: kube-state-metrics
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "kpe.serviceAccountName" -}}
{{- if eq .Values.mode "sidecar" -}}
{{- .Values.kubeStateMetrics.serviceAccountName -}}
{{- else if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "kpe.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{- define "kpe.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* The pods that serve the exporter's port: kube-state-metrics' own in sidecar mode. */}}
{{- define "kpe.servingLabels" -}}
{{- if eq .Values.mode "sidecar" -}}
{{- toYaml .Values.kubeStateMetrics.podLabels -}}
{{- else -}}
{{- include "kpe.selectorLabels" . -}}
{{- end -}}
{{- end -}}

{{/* key=value,key=value, as --selector wants it. */}}
{{- define "kpe.selector" -}}
{{- $pairs := list -}}
{{- if and .Values.cluster.component (eq "kube-state-metrics" (get .Values.kubeStateMetrics.podLabels "app.kubernetes.io/name")) -}}
{{- fail (printf "cluster.component is %s: set kubeStateMetrics.podLabels to what its pods have, app.kubernetes.io/name first" .Values.cluster.component) -}}
{{- end -}}
{{- range $key, $value := .Values.kubeStateMetrics.podLabels -}}
{{- $pairs = append $pairs (printf "%s=%s" $key $value) -}}
{{- end -}}
{{- join "," $pairs -}}
{{- end -}}

{{- define "kpe.container" -}}
name: ksm-probe-exporter
image: {{ include "kpe.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
args:
  - run
  {{- if eq .Values.mode "cluster" }}
  - --discovery=cluster
  {{- with .Values.cluster.component }}
  - --component={{ . }}
  {{- end }}
  - --selector={{ include "kpe.selector" . }}
  {{- range .Values.cluster.namespaces }}
  - --namespace={{ . }}
  {{- end }}
  {{- if gt (int .Values.cluster.shards) 1 }}
  - --total-shards={{ .Values.cluster.shards }}
  - --shard={{ .Shard }}
  {{- end }}
  {{- range .Values.cluster.extraArgs }}
  - {{ . | quote }}
  {{- end }}
  {{- end }}
env:
  - name: POD_NAME
    valueFrom: {fieldRef: {fieldPath: metadata.name}}
  - name: POD_NAMESPACE
    valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
  - name: POD_IP
    valueFrom: {fieldRef: {fieldPath: status.podIP}}
  {{- if eq .Values.mode "cluster" }}
  {{- with .Values.cluster.extraEnv }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- end }}
ports:
  - name: probe-metrics
    containerPort: 10117
    protocol: TCP
livenessProbe:
  httpGet: {path: /-/healthy, port: probe-metrics}
  periodSeconds: 30
  timeoutSeconds: 10
  failureThreshold: 10
{{- if eq .Values.mode "cluster" }}
readinessProbe:
  httpGet: {path: /-/ready, port: probe-metrics}
  timeoutSeconds: 5
{{- if semverCompare ">=1.30-0" .Capabilities.KubeVersion.Version }}
# Goes on watching until whoever takes over does: fewer shards are an end without a replacement.
lifecycle:
  preStop: {sleep: {seconds: 30}}
{{- end }}
{{- end }}
resources:
  {{- if eq .Values.mode "cluster" }}
  {{- toYaml .Values.cluster.resources | nindent 2 }}
  {{- else }}
  requests: {cpu: 10m, memory: 64Mi}
  limits: {memory: 128Mi}
  {{- end }}
securityContext:
  runAsNonRoot: true
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
  seccompProfile: {type: RuntimeDefault}
terminationMessagePolicy: FallbackToLogsOnError
{{- end -}}
